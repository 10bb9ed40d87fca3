-- script cutover_views
-- From when an RSP runs Saath at a place, by the geography of that month; an
-- indicator of NULL is all that registers give. Every kind of the register reads
-- it here, and posts by it (post_kept).
CREATE VIEW running AS
SELECT a.place, c.rsp, c.since, i.indicator
FROM area a CROSS JOIN cutover c
LEFT JOIN cutover_indicators i ON i.entry = c.entry
WHERE c.place = a.above AND c.counts = 1
  AND a.since <= (c.since * 146097 + 73048) / 4800
  AND a.until > (c.since * 146097 + 73048) / 4800;

-- script cutover_views_drop
DROP VIEW IF EXISTS running;

-- cutover_view(place)
SELECT level FROM place WHERE entry = $1;

-- cutover_touch(entry)
SELECT f.thing, c.since, 'filing' AS kind
FROM cutover c
JOIN area a ON a.above = c.place
JOIN filing f ON f.place = a.place AND f.rsp = c.rsp
WHERE c.entry = $1
UNION
SELECT f.thing, c.since, 'filing' AS kind
FROM cutover c
JOIN area a ON a.place = c.place
JOIN filing f ON f.place = a.above AND f.rsp = c.rsp
WHERE c.entry = $1
UNION
SELECT b.entry, CAST(NULL AS BIGINT), 'body'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN body b ON b.place = a.place AND b.rsp = c.rsp
WHERE c.entry = $1
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'meeting'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN body b ON b.place = a.place AND b.rsp = c.rsp
JOIN meeting g ON g.body = b.entry
WHERE c.entry = $1
UNION
SELECT p.entry, CAST(NULL AS BIGINT), 'person'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN household h ON h.place = a.place
JOIN person p ON p.household = h.entry
WHERE c.entry = $1
UNION
SELECT n.person, CAST(NULL AS BIGINT), 'person'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN household h ON h.place = a.place
JOIN residence n ON n.household = h.entry
WHERE c.entry = $1
UNION
SELECT h.entry, CAST(NULL AS BIGINT), 'household'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN household h ON h.place = a.place
WHERE c.entry = $1
UNION
SELECT a.place, CAST(NULL AS BIGINT), 'place'
FROM cutover c
JOIN area a ON a.above = c.place
WHERE c.entry = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN response r ON r.place = a.place
WHERE c.entry = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN body b ON b.place = a.place
JOIN response r ON r.body = b.entry
WHERE c.entry = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN household h ON h.place = a.place
JOIN response r ON r.household = h.entry
WHERE c.entry = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN household h ON h.place = a.place
JOIN person p ON p.household = h.entry
JOIN response r ON r.person = p.entry
WHERE c.entry = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM cutover c
JOIN area a ON a.above = c.place
JOIN household h ON h.place = a.place
JOIN residence n ON n.household = h.entry
JOIN response r ON r.person = n.person
WHERE c.entry = $1;

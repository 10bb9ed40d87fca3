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
WITH own AS (SELECT place, rsp, since FROM cutover WHERE entry = $1),
inside AS (
  SELECT DISTINCT a.place, o.rsp, o.since
  FROM own o JOIN area a ON a.above = o.place),
bodies AS (
  SELECT b.entry FROM inside i JOIN body b ON b.place = i.place AND b.rsp = i.rsp),
households AS (
  SELECT h.entry FROM inside i JOIN household h ON h.place = i.place),
persons AS (
  SELECT p.entry FROM households h JOIN person p ON p.household = h.entry
  UNION
  SELECT n.person FROM households h JOIN residence n ON n.household = h.entry)
SELECT f.thing, i.since, 'filing' AS kind
FROM inside i JOIN filing f ON f.place = i.place AND f.rsp = i.rsp
UNION
SELECT f.thing, o.since, 'filing'
FROM own o JOIN area a ON a.place = o.place
JOIN filing f ON f.place = a.above AND f.rsp = o.rsp
UNION
SELECT entry, CAST(NULL AS BIGINT), 'body' FROM bodies
UNION
SELECT entry, CAST(NULL AS BIGINT), 'person' FROM persons
UNION
SELECT entry, CAST(NULL AS BIGINT), 'household' FROM households
UNION
SELECT place, CAST(NULL AS BIGINT), 'place' FROM inside
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'meeting'
FROM bodies b JOIN meeting g ON g.body = b.entry
UNION
SELECT d.entry, CAST(NULL AS BIGINT), 'deposit'
FROM bodies b JOIN deposit d ON d.body = b.entry
UNION
SELECT s.entry, CAST(NULL AS BIGINT), 'sharing'
FROM bodies b JOIN sharing s ON s.body = b.entry
UNION
SELECT l.thing, CAST(NULL AS BIGINT), l.kind
FROM bodies b JOIN live_of l /* along body = b.entry */ ON l.body = b.entry
UNION
SELECT m.entry, CAST(NULL AS BIGINT), 'member'
FROM bodies b JOIN member m ON m.body = b.entry
WHERE EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = m.entry)
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM bodies b JOIN response r ON r.body = b.entry
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM households h JOIN response r ON r.household = h.entry
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM persons p JOIN response r ON r.person = p.entry
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'award'
FROM households h JOIN award g ON g.household = h.entry
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'house'
FROM households h JOIN house g ON g.household = h.entry
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'insured'
FROM households h JOIN insured g ON g.household = h.entry
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'trainee'
FROM households h JOIN trainee g ON g.household = h.entry
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'relief_given'
FROM households h JOIN relief_given g ON g.household = h.entry
UNION
SELECT l.entry, CAST(NULL AS BIGINT), 'linkage'
FROM bodies b JOIN linkage l ON l.body = b.entry
UNION
SELECT t.entry, CAST(NULL AS BIGINT), 'training'
FROM inside i JOIN training t ON t.place = i.place AND t.rsp = i.rsp
UNION
SELECT c.entry, CAST(NULL AS BIGINT), 'crp'
FROM inside i JOIN crp c ON c.place = i.place AND c.rsp = i.rsp
UNION
SELECT w.entry, CAST(NULL AS BIGINT), 'awareness'
FROM inside i JOIN awareness w ON w.place = i.place AND w.rsp = i.rsp
UNION
SELECT v.entry, CAST(NULL AS BIGINT), 'advocacy'
FROM inside i JOIN advocacy v ON v.place = i.place AND v.rsp = i.rsp
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM inside i JOIN response r ON r.place = i.place
UNION
SELECT c.thing, CAST(NULL AS BIGINT), 'capital'
FROM bodies b JOIN fund x ON x.body = b.entry JOIN capital c ON c.fund = x.entry
UNION
SELECT l.entry, CAST(NULL AS BIGINT), 'loan'
FROM bodies b JOIN loan l ON l.body = b.entry
UNION
SELECT l.entry, CAST(NULL AS BIGINT), 'loan'
FROM bodies b JOIN loan l ON l.lender = b.entry;

-- standing_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- standing_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- standing_touch(entry)
SELECT body AS thing, CAST(NULL AS BIGINT) AS since, 'body' AS kind
FROM standing WHERE entry = $1
UNION ALL
SELECT a.above, CAST(NULL AS BIGINT), 'place'
FROM standing s JOIN body b ON b.entry = s.body
JOIN area a ON a.place = b.place AND a.level IN (3, 5, 7)
WHERE s.entry = $1
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM standing s CROSS JOIN member m
CROSS JOIN homes o /* along person = m.person */
WHERE s.entry = $1 AND m.body = s.body AND o.person = m.person
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM standing s CROSS JOIN member m CROSS JOIN same x
CROSS JOIN homes o /* along person = x.root */
WHERE s.entry = $1 AND m.body = s.body AND x.person = m.person AND o.person = x.root
UNION ALL
SELECT g.thing, CAST(NULL AS BIGINT), 'meeting'
FROM standing s JOIN meeting g ON g.body = s.body AND g.held > s.since
WHERE s.entry = $1
UNION ALL
SELECT t.thing, CAST(NULL AS BIGINT), 'term'
FROM standing s JOIN term t ON t.body = s.body WHERE s.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM standing s JOIN loan o ON o.body = s.body JOIN approval a ON a.loan = o.entry
WHERE s.entry = $1 AND a.held >= s.since
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM standing s JOIN delegate d ON d.body = s.body WHERE s.entry = $1
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM standing s JOIN delegate d ON d.parent = s.body WHERE s.entry = $1;

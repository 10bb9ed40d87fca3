-- member_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- member_view(body, person, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, b.sex AS body_sex,
       p.sex, p.born, p.born_grain
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN person p ON p.entry = $2;

-- member_touch(entry)
SELECT person AS thing, CAST(NULL AS BIGINT) AS since, 'person' AS kind
FROM member WHERE entry = $1
UNION ALL
SELECT p.household, CAST(NULL AS BIGINT), 'household'
FROM member m CROSS JOIN person p WHERE m.entry = $1 AND p.entry = m.person
UNION ALL
SELECT body, CAST(NULL AS BIGINT), 'body' FROM member WHERE entry = $1
UNION ALL
SELECT f.thing, CAST(NULL AS BIGINT), 'formation'
FROM member m CROSS JOIN formation f WHERE m.entry = $1 AND f.body = m.body;

-- member_beyond(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM member m CROSS JOIN homes o WHERE m.entry = $1 AND o.person = m.person
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM member m CROSS JOIN same x CROSS JOIN homes o
WHERE m.entry = $1 AND x.person = m.person AND o.person = x.root
UNION ALL
SELECT t.thing, CAST(NULL AS BIGINT), 'term'
FROM member m CROSS JOIN term t WHERE m.entry = $1 AND t.person = m.person
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM member m CROSS JOIN delegate d WHERE m.entry = $1 AND d.person = m.person;

-- member_stir(entry)
SELECT g.thing, CAST(NULL AS BIGINT) AS since, 'meeting' AS kind
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE r.member = $1
UNION ALL
SELECT r.election, CAST(NULL AS BIGINT), 'election'
FROM roll_voter v JOIN roll r ON r.entry = v.entry WHERE v.member = $1;

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
FROM member m JOIN person p ON p.entry = m.person WHERE m.entry = $1
UNION ALL
SELECT body, CAST(NULL AS BIGINT), 'body' FROM member WHERE entry = $1;

-- member_stir(entry)
SELECT g.thing, CAST(NULL AS BIGINT) AS since, 'meeting' AS kind
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE r.member = $1;

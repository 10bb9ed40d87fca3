-- member_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- member_view(body, person, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, b.sex AS body_sex,
       p.sex, p.born, p.born_grain
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN person p ON p.entry = $2;

-- member_touch(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM member m CROSS JOIN homes o WHERE m.entry = $1 AND o.person = m.person
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM member m CROSS JOIN same x CROSS JOIN homes o
WHERE m.entry = $1 AND x.person = m.person AND o.person = x.root
UNION ALL
SELECT body, CAST(NULL AS BIGINT), 'body' FROM member WHERE entry = $1;

-- member_stir(entry)
SELECT g.thing, CAST(NULL AS BIGINT) AS since, 'meeting' AS kind
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE r.member = $1;

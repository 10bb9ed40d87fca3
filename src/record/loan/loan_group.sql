-- loan_group_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- loan_group_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed AS body_formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- loan_group_facts(thing, since)
SELECT g.entry AS entry, r.n, g.body, m.body AS of_body, r.person,
       m.person AS of_person, (
         SELECT count(*) FROM loan_group_one x JOIN loan_group o
           ON o.entry = x.entry
         WHERE x.member = r.member AND x.entry <> g.entry AND o.counts = 1
           AND o.formed <= coalesce(g.dissolved, 2147483647)
           AND coalesce(o.dissolved, 2147483647) >= g.formed) AS others
FROM loan_group g JOIN loan_group_one r ON r.entry = g.entry
LEFT JOIN member m ON m.entry = r.member
WHERE g.entry = $1 AND g.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY g.entry, r.n;

-- loan_group_touch(entry)
SELECT DISTINCT x.entry AS thing, CAST(NULL AS BIGINT) AS since,
       'loan_group' AS kind
FROM loan_group_one r JOIN loan_group_one x ON x.member = r.member
WHERE r.entry = $1 AND x.entry <> $1;

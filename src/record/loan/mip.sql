-- mip_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- mip_view(person, member, resolution, today)
SELECT CAST($4 AS BIGINT) AS today, m.person AS whose, p.household AS lives,
       r.passed, CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN person p ON p.entry = $1
LEFT JOIN member m ON m.entry = $2
LEFT JOIN resolution r ON r.entry = $3;

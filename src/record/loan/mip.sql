-- mip_scope(member, household)
-- Where she is a member; a plan that names no membership is shared as its
-- household is.
SELECT coalesce(b.place, h.place) AS place, b.rsp, b.project
FROM (SELECT 1 AS one) o
LEFT JOIN member m ON m.entry = $1
LEFT JOIN body b ON b.entry = m.body
LEFT JOIN household h ON h.entry = $2;

-- mip_view(person, member, resolution, today, revises)
SELECT CAST($4 AS BIGINT) AS today, m.person AS whose, p.household AS lives,
       r.passed, CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost,
       w.household AS old_home, w.version AS old_version
FROM (SELECT 1 AS one) o
LEFT JOIN person p ON p.entry = $1
LEFT JOIN member m ON m.entry = $2
LEFT JOIN resolution r ON r.entry = $3
LEFT JOIN mip w ON w.entry = $5;

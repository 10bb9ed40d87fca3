-- followup_scope(resolution)
SELECT b.place, b.rsp, b.project FROM resolution r
JOIN body b ON b.entry = r.body WHERE r.entry = $1;

-- followup_view(resolution, today)
SELECT CAST($2 AS BIGINT) AS today, r.state, r.passed
FROM (SELECT 1 AS one) o LEFT JOIN resolution r ON r.entry = $1;

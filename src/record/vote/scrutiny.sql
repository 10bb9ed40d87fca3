-- scrutiny_scope(election)
SELECT b.place, b.rsp, b.project
FROM election e JOIN body b ON b.entry = e.body WHERE e.entry = $1;

-- scrutiny_view(nomination, today)
SELECT CAST($2 AS BIGINT) AS today, n.filed, n.election AS other
FROM (SELECT 1 AS one) o LEFT JOIN nomination n ON n.entry = $1;

-- scrutiny_touch(entry)
SELECT election AS thing, CAST(NULL AS BIGINT) AS since, 'election' AS kind
FROM scrutiny WHERE entry = $1;

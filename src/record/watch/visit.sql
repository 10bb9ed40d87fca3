-- visit_scope(body, place)
SELECT place, rsp, project FROM body WHERE entry = $1
UNION ALL
SELECT entry, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM place
WHERE entry = $2 AND CAST($1 AS BYTEA) IS NULL;

-- visit_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- socialaudit_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- socialaudit_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

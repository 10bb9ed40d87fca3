-- portfolio_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- portfolio_view(resolution, today)
SELECT CAST($2 AS BIGINT) AS today, r.body AS resolved_by,
       CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o LEFT JOIN resolution r ON r.entry = $1;

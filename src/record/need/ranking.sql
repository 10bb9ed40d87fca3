-- ranking_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- ranking_view(meeting, plan, today)
SELECT CAST($3 AS BIGINT) AS today, m.body AS met, m.held AS met_on,
       p.body AS planned
FROM (SELECT 1 AS one) o
LEFT JOIN meeting m ON m.entry = $1
LEFT JOIN plan p ON p.entry = $2;

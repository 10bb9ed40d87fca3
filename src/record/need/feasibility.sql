-- feasibility_scope(need)
SELECT b.place, b.rsp, b.project
FROM need n JOIN body b ON b.entry = n.body WHERE n.entry = $1;

-- feasibility_view(need, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, n.raised,
       CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN need n ON n.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

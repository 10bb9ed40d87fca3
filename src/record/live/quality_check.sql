-- quality_check_scope(sale_order)
SELECT b.place, b.rsp, b.project
FROM sale_order o JOIN enterprise x ON x.entry = o.enterprise
JOIN body b ON b.entry = x.body WHERE o.entry = $1;

-- quality_check_view(sale_order, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS ordered
FROM (SELECT 1 AS one) o LEFT JOIN sale_order s ON s.entry = $1;

-- quality_check_touch(entry)
SELECT sale_order AS thing, CAST(NULL AS BIGINT) AS since, 'sale_order' AS kind
FROM quality_check WHERE entry = $1;

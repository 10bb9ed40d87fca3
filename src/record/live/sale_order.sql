-- sale_order_scope(enterprise)
SELECT b.place, b.rsp, b.project
FROM enterprise x JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- sale_order_view(enterprise, today)
SELECT CAST($2 AS BIGINT) AS today, x.formed, x.closed
FROM (SELECT 1 AS one) o LEFT JOIN enterprise x ON x.entry = $1;

-- sale_order_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT o.entry, o.held, o.due, o.quantity, o.enterprise, x.body
  FROM sale_order o JOIN enterprise x ON x.entry = o.enterprise AND x.counts = 1
  WHERE o.entry = $1 AND o.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT o.entry AS entry, 0 AS aside, 0 AS what, o.held AS on_day, o.due,
       o.quantity, CAST(NULL AS BIGINT) AS rejected,
       CAST(NULL AS BIGINT) AS strangers, o.enterprise, o.body
FROM own o
UNION ALL
SELECT p.entry, 0, 1, p.held, NULL, (
         SELECT CAST(sum(m.quantity) AS BIGINT) FROM production_made m
         WHERE m.entry = p.entry), NULL, (
         SELECT count(*) FROM production_made m
         WHERE m.entry = p.entry AND NOT EXISTS (
           SELECT 1 FROM enterprise_artisans g
           WHERE g.entry = o.enterprise AND g.person = m.person)), NULL, NULL
FROM own o JOIN production p ON p.sale_order = o.entry WHERE p.counts = 1
UNION ALL
SELECT q.entry, 0, 2, q.held, NULL, (
         SELECT CAST(sum(l.passed) AS BIGINT) FROM quality_check_lines l
         WHERE l.entry = q.entry), (
         SELECT CAST(sum(l.rejected) AS BIGINT) FROM quality_check_lines l
         WHERE l.entry = q.entry), NULL, NULL, NULL
FROM own o JOIN quality_check q ON q.sale_order = o.entry WHERE q.counts = 1
UNION ALL
SELECT s.entry, 1, 3, s.held, NULL, s.quantity, NULL, NULL, NULL, NULL
FROM own o JOIN standing_sale s ON s.sale_order = o.entry
ORDER BY what, on_day, entry;

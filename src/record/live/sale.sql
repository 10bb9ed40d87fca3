-- sale_scope(enterprise)
SELECT b.place, b.rsp, b.project
FROM enterprise x JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- sale_view(enterprise, sale_order, account, today)
SELECT CAST($4 AS BIGINT) AS today, x.formed, s.held AS ordered,
       s.enterprise AS order_of, x.body, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN enterprise x ON x.entry = $1
LEFT JOIN sale_order s ON s.entry = $2
LEFT JOIN account a ON a.entry = $3;

-- sale_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT s.entry, s.held, s.amount, s.way, s.account, s.taker, s.enterprise,
         x.body, b.place, b.rsp,
         coalesce(s.project, x.project, b.project) AS project
  FROM sale s JOIN enterprise x ON x.entry = s.enterprise AND x.counts = 1
  JOIN body b ON b.entry = x.body AND b.counts = 1
  WHERE s.entry = $1 AND s.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT o.entry AS entry, 0 AS what, 0 AS n, o.held AS on_day, o.amount,
       CAST(NULL AS BIGINT) AS sex, CAST(NULL AS BIGINT) AS stranger, o.way,
       o.account, o.taker, o.body, o.place, o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'bdg.sale') = 'bdg.sale') AS cutover
FROM own o
UNION ALL
SELECT o.entry, 1, p.n, o.held, p.amount, n.sex,
       CASE WHEN EXISTS (SELECT 1 FROM enterprise_artisans m
              WHERE m.entry = o.enterprise AND m.person = p.person)
       THEN 0 ELSE 1 END,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN sale_payouts p ON p.entry = o.entry
LEFT JOIN person n ON n.entry = p.person
UNION ALL
SELECT o.entry, 2, c.n, o.held, c.amount, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL
FROM own o JOIN sale_outlays c ON c.entry = o.entry
ORDER BY what, n, entry;

-- sale_touch(entry)
SELECT sale_order AS thing, CAST(NULL AS BIGINT) AS since, 'sale_order' AS kind
FROM sale WHERE entry = $1 AND sale_order IS NOT NULL;

-- script sale_views
-- Sales that were not taken back.
CREATE VIEW standing_sale AS
SELECT s.entry, s.enterprise, s.sale_order, s.held, s.quantity, s.amount,
       s.margin
FROM sale s
WHERE s.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = s.entry);

-- script sale_views_drop
DROP VIEW IF EXISTS standing_sale;

-- livelihood_work(place, from, until, rsp, project)
-- By sort of work; of what was counted, what was alive at the last count by then.
SELECT w.title, w.title_ur, w.title_sd, w.unit, count(*) AS times,
       CAST(sum(w.quantity) AS BIGINT) AS quantity,
       CAST(sum(w.area) AS BIGINT) AS area, CAST(sum(w.women) AS BIGINT) AS women,
       CAST(sum(w.men) AS BIGINT) AS men, CAST(sum(w.cost) AS BIGINT) AS cost,
       CAST(sum(w.share) AS BIGINT) AS share,
       CAST(sum(CASE WHEN w.alive IS NULL THEN 0 ELSE w.quantity END) AS BIGINT)
         AS counted,
       CAST(sum(coalesce(w.alive, 0)) AS BIGINT) AS alive
FROM (
  SELECT coalesce(k.title, x.activity) AS title, k.title_ur, k.title_sd, k.unit,
         x.quantity, coalesce(x.area, 0) AS area, coalesce(x.women, 0) AS women,
         coalesce(x.men, 0) AS men, coalesce(x.input_cost, 0) AS cost,
         coalesce(x.contribution, 0) AS share, (
           SELECT s.alive FROM survival s
           WHERE s.nrm = x.entry AND s.counts = 1 AND s.held <= $3
           ORDER BY s.held DESC, s.entry DESC LIMIT 1) AS alive
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
  JOIN nrm x ON x.body = b.entry AND x.counts = 1
  LEFT JOIN activity_kind k ON k.code = x.activity AND k.counts = 1
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
    AND x.held >= $2 AND x.held <= $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
    AND (CAST($5 AS BYTEA) IS NULL OR coalesce(x.project, b.project) = $5)) w
GROUP BY w.title, w.title_ur, w.title_sd, w.unit
ORDER BY w.title, w.title_ur, w.title_sd, w.unit;

-- livelihood_groups(place, from, until, rsp, project)
-- By trade: groups and members at the end, orders and sales of the period.
SELECT w.trade, CAST(sum(w.groups_n) AS BIGINT) AS groups_n,
       CAST(sum(w.women) AS BIGINT) AS women, CAST(sum(w.men) AS BIGINT) AS men,
       CAST(sum(w.orders) AS BIGINT) AS orders,
       CAST(sum(w.ordered) AS BIGINT) AS ordered,
       CAST(sum(w.sold) AS BIGINT) AS sold, CAST(sum(w.paid) AS BIGINT) AS paid,
       CAST(sum(w.paid_women) AS BIGINT) AS paid_women,
       CAST(sum(w.costs) AS BIGINT) AS costs,
       CAST(sum(w.margin) AS BIGINT) AS margin
FROM (
  SELECT x.trade,
         CASE WHEN x.closed IS NULL OR x.closed > $3 THEN 1 ELSE 0 END
           AS groups_n, (
           SELECT count(*) FROM enterprise_artisans m
           JOIN person p ON p.entry = m.person
           WHERE m.entry = x.entry AND p.sex = 0
             AND (x.closed IS NULL OR x.closed > $3)
             AND (m.since IS NULL OR m.since <= $3)
             AND (m.until IS NULL OR m.until > $3)) AS women, (
           SELECT count(*) FROM enterprise_artisans m
           JOIN person p ON p.entry = m.person
           WHERE m.entry = x.entry AND p.sex = 1
             AND (x.closed IS NULL OR x.closed > $3)
             AND (m.since IS NULL OR m.since <= $3)
             AND (m.until IS NULL OR m.until > $3)) AS men, (
           SELECT count(*) FROM sale_order o
           WHERE o.enterprise = x.entry AND o.counts = 1 AND o.held >= $2
             AND o.held <= $3) AS orders, (
           SELECT coalesce(sum(o.quantity * o.price), 0) FROM sale_order o
           WHERE o.enterprise = x.entry AND o.counts = 1 AND o.held >= $2
             AND o.held <= $3) AS ordered, (
           SELECT coalesce(sum(s.amount), 0) FROM standing_sale s
           WHERE s.enterprise = x.entry AND s.held >= $2 AND s.held <= $3)
           AS sold, (
           SELECT coalesce(sum(p.amount), 0) FROM standing_sale s
           JOIN sale_payouts p ON p.entry = s.entry
           WHERE s.enterprise = x.entry AND s.held >= $2 AND s.held <= $3)
           AS paid, (
           SELECT coalesce(sum(p.amount), 0) FROM standing_sale s
           JOIN sale_payouts p ON p.entry = s.entry
           JOIN person n ON n.entry = p.person AND n.sex = 0
           WHERE s.enterprise = x.entry AND s.held >= $2 AND s.held <= $3)
           AS paid_women, (
           SELECT coalesce(sum(c.amount), 0) FROM standing_sale s
           JOIN sale_outlays c ON c.entry = s.entry
           WHERE s.enterprise = x.entry AND s.held >= $2 AND s.held <= $3)
           AS costs, (
           SELECT coalesce(sum(s.margin), 0) FROM standing_sale s
           WHERE s.enterprise = x.entry AND s.held >= $2 AND s.held <= $3)
           AS margin
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
  JOIN enterprise x ON x.body = b.entry AND x.counts = 1
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3 AND x.formed <= $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
    AND (CAST($5 AS BYTEA) IS NULL OR coalesce(x.project, b.project) = $5)) w
GROUP BY w.trade ORDER BY w.trade;

-- livelihood_trades(place, from, until, rsp, project)
SELECT x.nature, x.item, x.unit, x.quantity, x.market_price, x.agreed_price
FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
JOIN joint_trade x ON x.body = b.entry
JOIN standing_trade s ON s.entry = x.entry
WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
  AND x.held >= $2 AND x.held <= $3
  AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR coalesce(x.project, b.project) = $5)
ORDER BY x.nature, x.item, x.unit, x.entry;

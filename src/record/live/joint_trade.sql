-- joint_trade_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- joint_trade_view(body, account, resolution, today)
SELECT CAST($4 AS BIGINT) AS today, b.formed, a.body AS account_of,
       r.body AS resolved
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN account a ON a.entry = $2
LEFT JOIN resolution r ON r.entry = $3;

-- joint_trade_facts(thing, since)
SELECT x.entry AS entry, x.nature, x.held AS on_day, x.quantity,
       x.market_price AS market, x.agreed_price AS agreed,
       CASE WHEN EXISTS (SELECT 1 FROM standing_trade s WHERE s.entry = x.entry)
       THEN 0 ELSE 1 END AS undone, x.way, x.account, x.taker, x.body, b.place,
       b.rsp, coalesce(x.project, b.project) AS project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'trade') = 'trade') AS cutover
FROM joint_trade x JOIN body b ON b.entry = x.body AND b.counts = 1
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry;

-- script joint_trade_views
-- Joint purchases and sales that were not taken back.
CREATE VIEW standing_trade AS
SELECT x.entry, x.body, x.nature, x.held, x.quantity, x.market_price,
       x.agreed_price, x.joint_cost
FROM joint_trade x
WHERE x.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = x.entry);

-- script joint_trade_views_drop
DROP VIEW IF EXISTS standing_trade;

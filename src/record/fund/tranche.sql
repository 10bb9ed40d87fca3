-- tranche_scope(agreement, fund)
SELECT CAST(NULL AS BYTEA) AS place, coalesce(a.rsp, f.rsp) AS rsp,
       coalesce(a.project, f.project) AS project
FROM (SELECT 1 AS one) o
LEFT JOIN agreement a ON a.entry = $1
LEFT JOIN fund f ON f.entry = $2;

-- tranche_view(agreement, fund, account, today)
SELECT CAST($4 AS BIGINT) AS today, a.currency, a.agreed, a.until, f.rsp,
       CASE WHEN c.fund IS NULL OR c.fund = coalesce($2, a.fund) THEN 1
       ELSE 0 END AS of_fund
FROM (SELECT 1 AS one) o
LEFT JOIN agreement a ON a.entry = $1
LEFT JOIN fund f ON f.entry = $2
LEFT JOIN account c ON c.entry = $3;

-- tranche_facts(thing, since)
SELECT t.entry AS entry, f.rsp, f.entry AS fund, t.held, t.amount, t.account,
       f.class
FROM tranche t
LEFT JOIN agreement a ON a.entry = t.agreement
LEFT JOIN fund f ON f.entry = coalesce(t.fund, a.fund)
WHERE t.entry = $1 AND t.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY t.entry;

-- tranche_touch(entry)
SELECT y.entry AS thing, CAST(NULL AS BIGINT) AS since, 'expense' AS kind
FROM tranche x JOIN expense y
  ON y.agreement = x.agreement AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'commitment'
FROM tranche x JOIN commitment y
  ON y.agreement = x.agreement AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM tranche x LEFT JOIN agreement a ON a.entry = x.agreement
JOIN board y ON y.fund = coalesce(x.fund, a.fund) AND y.held >= x.held
WHERE x.entry = $1;

-- script tranche_views
CREATE VIEW standing_tranche AS
SELECT t.entry, t.agreement, t.fund, t.held, t.exchange, t.amount FROM tranche t
WHERE t.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = t.entry);
-- From when to when an agreement's money is counted at which rate: the budget's
-- until the first tranche, then each tranche's, of one day the last.
CREATE VIEW exchange AS
SELECT a.entry AS agreement, CAST(-1000000 AS BIGINT) AS since,
       coalesce((SELECT min(t.held) FROM standing_tranche t
                 WHERE t.agreement = a.entry), 1000000) AS until,
       CASE WHEN a.currency = 'PKR' THEN 100000
       ELSE coalesce(a.exchange, 100000) END AS rate
FROM agreement a
UNION ALL
SELECT t.agreement, t.held,
       coalesce((SELECT min(n.held) FROM standing_tranche n
                 WHERE n.agreement = t.agreement AND n.held > t.held), 1000000),
       coalesce(t.exchange, 100000)
FROM standing_tranche t
WHERE t.agreement IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM standing_tranche n
  WHERE n.agreement = t.agreement AND n.held = t.held AND n.entry > t.entry);

-- script tranche_views_drop
DROP VIEW IF EXISTS exchange;
DROP VIEW IF EXISTS standing_tranche;

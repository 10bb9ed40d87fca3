-- expense_view(fund, agreement, line, head, fund_to, commitment, account, today)
SELECT CAST($8 AS BIGINT) AS today, a.since, a.until, a.overhead,
       CASE WHEN a.entry IS NULL THEN 1 ELSE (
         SELECT count(*) FROM agreement_line l
         WHERE l.entry = a.entry AND l.code = $3) END AS lines,
       a.fund AS agreement_fund, f.rsp AS fund_rsp, f.project AS fund_project,
       t.rsp AS to_rsp, c.agreement AS promised, c.line AS promised_line,
       h.nature AS head_nature, coalesce(h.cash, 0) AS cash,
       CASE WHEN b.fund IS NULL OR b.fund = $1 THEN 1 ELSE 0 END AS of_fund
FROM (SELECT 1 AS one) o
LEFT JOIN fund f ON f.entry = $1
LEFT JOIN agreement a ON a.entry = $2
LEFT JOIN account_head h ON h.code = $4 AND h.counts = 1
LEFT JOIN fund t ON t.entry = $5
LEFT JOIN commitment c ON c.entry = $6
LEFT JOIN account b ON b.entry = $7;

-- expense_facts(things, since)
-- What a line had spent before each of them, stretch by stretch of one rate: one
-- pass over the line for all that are asked of it. A row of nothing stands in it
-- for each of them, behind its own, where the sum is read off.
WITH RECURSIVE @asked,
mine AS MATERIALIZED (
  SELECT x.entry, x.agreement, x.line, x.held
  FROM asked t CROSS JOIN expense x WHERE x.entry = t.thing AND x.counts = 1),
lines AS MATERIALIZED (
  SELECT m.agreement, m.line, max(m.held) AS upto
  FROM mine m WHERE m.line IS NOT NULL GROUP BY m.agreement, m.line),
stretch AS MATERIALIZED (
  SELECT g.agreement, g.since, g.until, g.rate
  FROM (SELECT DISTINCT m.agreement FROM mine m) a
  CROSS JOIN exchange g WHERE g.agreement = a.agreement),
step AS (
  SELECT e.agreement, e.line, g.since, g.until, g.rate, e.held, e.entry,
         e.amount, CAST(NULL AS BYTEA) AS thing
  FROM lines l CROSS JOIN standing_expense e CROSS JOIN stretch g
  WHERE e.agreement = l.agreement AND e.line = l.line AND e.held <= l.upto
    AND g.agreement = l.agreement AND e.held >= g.since AND e.held < g.until
  UNION ALL
  SELECT m.agreement, m.line, g.since, g.until, g.rate, m.held, m.entry, 0,
         m.entry
  FROM mine m CROSS JOIN stretch g WHERE g.agreement = m.agreement),
run AS MATERIALIZED (
  SELECT r.thing, r.since, r.until, r.rate, r.spent
  FROM (SELECT s.thing, s.since, s.until, s.rate,
               CAST(sum(s.amount) OVER (
                 PARTITION BY s.agreement, s.line, s.since
                 ORDER BY s.held, s.entry) AS BIGINT) AS spent
        FROM step s) r
  WHERE r.thing IS NOT NULL)
SELECT x.entry AS thing, x.entry AS entry, x.rsp, x.fund, x.agreement, x.fund_to,
       x.held, x.nature, f.class, x.head, x.amount, x.way, x.account, x.taker, (
         SELECT l.amount FROM agreement_line l
         WHERE l.entry = x.agreement AND l.code = x.line ORDER BY l.n LIMIT 1)
         AS approved, a.variance, g.rate, coalesce(g.spent, 0) AS spent,
       coalesce((
         SELECT CAST(sum(CASE WHEN u.rest > 0 THEN u.rest ELSE 0 END) AS BIGINT)
         FROM (SELECT o.amount - coalesce((
                 SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
                 WHERE e.commitment = o.entry AND e.held <= x.held), 0) AS rest
               FROM commitment o
               WHERE o.agreement = x.agreement AND o.line = x.line
                 AND o.counts = 1 AND o.held >= g.since AND o.held < g.until
                 AND o.held <= x.held
                 AND (o.ended IS NULL OR o.ended > x.held)) u), 0) AS committed,
       CASE WHEN f.class = 0 THEN
         coalesce((
           SELECT CAST(sum(w.income) AS BIGINT) FROM standing_placement w
           WHERE w.fund = x.fund AND w.held <= x.held), 0)
         - coalesce((
           SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_expense w
           WHERE w.fund = x.fund AND w.held <= x.held), 0)
         + coalesce((
           SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_expense w
           WHERE w.fund_to = x.fund AND w.nature = 1 AND w.held <= x.held), 0)
         + coalesce((
           SELECT CAST(sum(CASE w.act WHEN 1 THEN w.amount ELSE -w.amount END)
             AS BIGINT) FROM standing_board w
           WHERE w.fund = x.fund AND w.held <= x.held), 0)
         - coalesce((
           SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_grant w
           WHERE w.fund = x.fund AND w.held <= x.held), 0)
         + coalesce((
           SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_grant w
           WHERE w.fund_to = x.fund AND w.inside = 1 AND w.held <= x.held), 0)
       END AS usable
FROM mine m CROSS JOIN expense x
LEFT JOIN fund f ON f.entry = x.fund
LEFT JOIN agreement a ON a.entry = x.agreement
LEFT JOIN run g ON g.thing = x.entry
WHERE x.entry = m.entry AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry, g.since;

-- expense_limit(agreement, line, held, amount, commitment, fund, rsp, today)
SELECT (SELECT l.amount FROM agreement_line l
        WHERE l.entry = a.entry AND l.code = $2 ORDER BY l.n LIMIT 1)
         AS approved, a.variance, g.rate,
       coalesce((
         SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
         WHERE e.agreement = a.entry AND e.line = $2 AND e.held >= g.since
           AND e.held < g.until), 0)
         + CASE WHEN CAST($3 AS BIGINT) >= g.since
           AND CAST($3 AS BIGINT) < g.until
           THEN CAST($4 AS BIGINT) ELSE 0 END AS spent,
       coalesce((
         SELECT CAST(sum(CASE WHEN u.rest > 0 THEN u.rest ELSE 0 END) AS BIGINT)
         FROM (SELECT o.amount - coalesce((
                 SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
                 WHERE e.commitment = o.entry), 0)
                 - CASE WHEN o.entry = $5 THEN CAST($4 AS BIGINT) ELSE 0 END
                 AS rest
               FROM commitment o
               WHERE o.agreement = a.entry AND o.line = $2 AND o.counts = 1
                 AND o.held >= g.since AND o.held < g.until
                 AND (o.ended IS NULL OR o.ended > $8)) u), 0) AS committed,
       CASE WHEN f.class = 0 THEN (
         SELECT CAST(coalesce(-sum(b.amount), 0) AS BIGINT)
         FROM book_balance b JOIN account_head h
           ON h.code = b.head AND h.counts = 1
         WHERE b.book = $7 AND b.fund = f.entry
           AND (h.nature IN (3, 4) OR h.code IN ('endowment_free',
                                                 'fund_moved')))
         - CAST($4 AS BIGINT) END AS usable
FROM (SELECT 1 AS one) z
LEFT JOIN fund f ON f.entry = $6
LEFT JOIN agreement a ON a.entry = $1
LEFT JOIN exchange g ON g.agreement = a.entry
ORDER BY g.since, g.rate;

-- expense_touch(entry)
SELECT y.entry AS thing, CAST(NULL AS BIGINT) AS since, 'expense' AS kind
FROM expense x JOIN expense y
  ON y.agreement = x.agreement AND y.line = x.line AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'commitment'
FROM expense x JOIN commitment y
  ON y.agreement = x.agreement AND y.line = x.line AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM expense x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM expense x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM expense x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM expense x JOIN fund f ON f.entry = x.fund_to AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM expense x JOIN fund f ON f.entry = x.fund_to AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM expense x JOIN fund f ON f.entry = x.fund_to AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1;

-- script expense_views
CREATE VIEW standing_expense AS
SELECT x.entry, x.agreement, x.line, x.fund, x.fund_to, x.held, x.amount,
       x.commitment, x.nature
FROM expense x
WHERE x.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = x.entry);

-- script expense_views_drop
DROP VIEW IF EXISTS standing_expense;

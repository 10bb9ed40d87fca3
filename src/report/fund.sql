-- funds_sums(rsp, since, until, on)
-- Balances of the months, less the lines of the last one that came after a day
-- (on; NULL: none of them). Of all books only those of organisations are read.
SELECT f.entry, f.rsp, f.title, f.title_ur, f.title_sd, f.class, r.code,
       CAST(coalesce(-sum(CASE WHEN b.head IN (
         'endowment', 'credit_capital', 'fund_capital') THEN b.amount END), 0)
         AS BIGINT) AS principal,
       CAST(coalesce(-sum(CASE WHEN h.nature = 3 OR b.head IN (
         'grant_held', 'endowment_free', 'fund_moved', 'opening_fund')
         THEN b.amount END), 0) AS BIGINT) AS income,
       CAST(coalesce(sum(CASE WHEN h.nature = 4
         OR b.head IN ('equipment', 'stock') THEN b.amount END), 0)
         AS BIGINT) AS spent,
       CAST(coalesce(-sum(CASE WHEN b.month >= $2 AND (h.nature = 3
         OR b.head IN ('grant_held', 'endowment_free', 'fund_moved',
                       'opening_fund')) THEN b.amount END), 0)
         AS BIGINT) AS income_within,
       CAST(coalesce(sum(CASE WHEN b.month >= $2 AND (h.nature = 4
         OR b.head IN ('equipment', 'stock')) THEN b.amount END), 0)
         AS BIGINT) AS spent_within,
       CAST(coalesce(sum(CASE WHEN h.cash = 1 THEN b.amount END), 0)
         AS BIGINT) AS cash,
       CAST(coalesce(sum(CASE WHEN b.head = 'placement' THEN b.amount END), 0)
         AS BIGINT) AS placed,
       CAST(coalesce(sum(CASE WHEN b.head IN ('due_from', 'due_to',
         'due_from_fund', 'due_to_fund') THEN b.amount END), 0)
         AS BIGINT) AS due
FROM fund f
JOIN rsp r ON r.entry = f.rsp
LEFT JOIN (
  SELECT o.book, o.fund, o.head, o.month, o.amount
  FROM rsp w CROSS JOIN book_balance o
  WHERE o.book = w.entry AND o.month <= $3
  UNION ALL
  SELECT l.book, l.fund, l.head, l.month, -l.amount
  FROM rsp w CROSS JOIN book_line l
  WHERE l.book = w.entry AND CAST($4 AS BIGINT) IS NOT NULL AND l.month = $3 AND l.on_day > $4) b
  ON b.book = f.rsp AND b.fund = f.entry
LEFT JOIN account_head h ON h.code = b.head AND h.counts = 1
WHERE f.counts = 1 AND (CAST($1 AS BYTEA) IS NULL OR f.rsp = $1)
GROUP BY f.entry, f.rsp, f.title, f.title_ur, f.title_sd, f.class, r.code
ORDER BY r.code, f.class, f.title, f.entry;

-- statement_head(agreement)
SELECT entry, rsp, fund, project, number, title, donor, currency, amount, exchange,
       variance, overhead, since, until
FROM agreement WHERE entry = $1;

-- statement_lines(agreement)
SELECT code, title, amount FROM agreement_line WHERE entry = $1 ORDER BY n;

-- statement_spent(agreement, since, until, on)
SELECT x.line, g.rate,
       CAST(sum(CASE WHEN l.month < $2 THEN l.amount ELSE 0 END) AS BIGINT)
         AS before_it,
       CAST(sum(l.amount) AS BIGINT) AS to_date, g.since
FROM expense x
JOIN book_line l ON l.thing = x.entry AND l.head = x.head
  AND l.event IN ('expense.paid', 'expense.charged') AND l.month <= $3
  AND l.on_day <= $4
JOIN exchange g ON g.agreement = x.agreement AND g.since <= x.held
  AND g.until > x.held
WHERE x.agreement = $1
GROUP BY x.line, g.since, g.rate ORDER BY x.line, g.since, g.rate;

-- statement_committed(agreement, upto)
SELECT u.line, u.rate,
       CAST(sum(CASE WHEN u.rest > 0 THEN u.rest ELSE 0 END) AS BIGINT) AS rest,
       u.since
FROM (SELECT o.line, g.rate, g.since, o.amount - coalesce((
        SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
        WHERE e.commitment = o.entry AND e.held <= $2), 0) AS rest
      FROM commitment o
      JOIN exchange g ON g.agreement = o.agreement AND g.since <= o.held
        AND g.until > o.held
      WHERE o.agreement = $1 AND o.counts = 1 AND o.held <= $2
        AND (o.ended IS NULL OR o.ended > $2)) u
GROUP BY u.line, u.since, u.rate ORDER BY u.line, u.since, u.rate;

-- statement_got(agreement, since, until, on)
SELECT t.entry, t.held, t.reference, t.units, coalesce(t.exchange, 100000),
       CAST(sum(CASE WHEN l.month < $2 THEN l.amount ELSE 0 END) AS BIGINT)
         AS before_it,
       CAST(sum(l.amount) AS BIGINT) AS to_date
FROM tranche t
JOIN book_line l ON l.thing = t.entry AND l.head = 'bank' AND l.month <= $3
  AND l.on_day <= $4
WHERE t.agreement = $1
GROUP BY t.entry, t.held, t.reference, t.units, t.exchange
ORDER BY t.held, t.entry;

-- statement_of(rsp, project, fund)
SELECT entry FROM agreement
WHERE counts = 1 AND (CAST($1 AS BYTEA) IS NULL OR rsp = $1)
  AND (CAST($2 AS BYTEA) IS NULL OR project = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR fund = $3)
ORDER BY since, number, entry LIMIT 500;

-- endowment_years(rsp, fund, until, on)
SELECT (l.month - 6) / 12 AS year_of,
       CAST(coalesce(-sum(CASE WHEN l.head = 'endowment'
         AND l.event NOT IN ('board.released', 'board.retained')
         THEN l.amount END), 0) AS BIGINT) AS contributed,
       CAST(coalesce(sum(CASE WHEN l.head = 'endowment'
         AND l.event = 'board.released' THEN l.amount END), 0) AS BIGINT)
         AS released,
       CAST(coalesce(-sum(CASE WHEN l.head = 'endowment'
         AND l.event = 'board.retained' THEN l.amount END), 0) AS BIGINT)
         AS retained,
       CAST(coalesce(-sum(CASE WHEN h.nature = 3 THEN l.amount END), 0)
         AS BIGINT) AS income,
       CAST(coalesce(sum(CASE WHEN h.nature = 4 THEN l.amount END), 0)
         AS BIGINT) AS used,
       CAST(coalesce(-sum(CASE WHEN l.head = 'fund_moved' THEN l.amount END), 0)
         AS BIGINT) AS moved
FROM book_line l LEFT JOIN account_head h ON h.code = l.head AND h.counts = 1
WHERE l.book = $1 AND l.fund = $2 AND l.month <= $3 AND l.on_day <= $4
GROUP BY (l.month - 6) / 12 ORDER BY year_of;

-- endowment_placed(fund, until, on)
SELECT p.entry, p.bank, p.number, p.held, p.until, p.rate, p.amount,
       CAST(coalesce((SELECT sum(l.amount) FROM book_line l
         WHERE l.party = p.entry AND l.head = 'placement' AND l.month <= $2
           AND l.on_day <= $3), 0)
         AS BIGINT) AS stays,
       CAST(coalesce((SELECT -sum(l.amount) FROM placement e
         JOIN book_line l ON l.thing = e.entry AND l.head = 'profit_bank'
           AND l.month <= $2 AND l.on_day <= $3
         WHERE e.first = p.entry), 0) AS BIGINT) AS earned
FROM placement p
WHERE p.fund = $1 AND p.act = 0 AND p.counts = 1
  AND EXISTS (SELECT 1 FROM book_line l
              WHERE l.thing = p.entry AND l.month <= $2
                AND l.on_day <= $3)
ORDER BY p.held, p.entry;

-- endowment_board(fund, upto)
SELECT entry, held, number, subject, act, amount FROM board
WHERE fund = $1 AND counts = 1 AND held <= $2
ORDER BY held, number, entry;

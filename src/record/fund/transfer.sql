-- transfer_scope(giver, giver_rsp)
SELECT b.place, coalesce(b.rsp, $2) AS rsp, b.project
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- transfer_view(giver, taker, fund, fund_to, resolution, today)
SELECT CAST($6 AS BIGINT) AS today, g.formed, t.formed AS formed_to,
       CASE WHEN EXISTS (
         SELECT 1 FROM fund_with w WHERE w.fund = $3 AND w.body = $1)
       THEN g.entry ELSE f.body END AS fund_body, f.rsp AS fund_rsp,
       CASE WHEN EXISTS (
         SELECT 1 FROM fund_with w WHERE w.fund = $4 AND w.body = $2)
       THEN t.entry ELSE i.body END AS to_body,
       i.rsp AS to_rsp, r.passed AS resolved, r.body AS resolved_by
FROM (SELECT 1 AS one) o
LEFT JOIN body g ON g.entry = $1
LEFT JOIN body t ON t.entry = $2
LEFT JOIN fund f ON f.entry = $3
LEFT JOIN fund i ON i.entry = $4
LEFT JOIN resolution r ON r.entry = $5;

-- transfer_facts(thing, since)
SELECT x.entry AS entry, coalesce(x.giver, x.giver_rsp) AS giver_book,
       coalesce(x.taker, x.taker_rsp) AS taker_book, x.fund, x.fund_to,
       x.held, x.nature, x.amount, x.way, x.account, x.account_to, x.carrier,
       i.class AS class_to,
       CASE WHEN f.class = 0 AND x.nature = 2 THEN
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
FROM transfer x
LEFT JOIN fund f ON f.entry = x.fund
LEFT JOIN fund i ON i.entry = x.fund_to
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry;

-- transfer_limit(giver, giver_rsp, taker, taker_rsp, fund, fund_to, nature, amount,
--                account, account_to)
-- What the giver of a repayment owes by the books, between bodies or funds, and
-- whose the accounts are now.
SELECT z.giver_book, z.taker_book,
       CASE WHEN CAST($7 AS BIGINT) = 1 THEN (
         SELECT CAST(coalesce(-sum(l.amount), 0) AS BIGINT) FROM book_line l
         WHERE l.book = z.giver_book
           AND ((l.head = 'due_to' AND l.party = z.taker_book)
             OR (l.head = 'due_to_fund' AND l.party = $6 AND l.fund = $5
               AND z.giver_book = z.taker_book)))
         - CAST($8 AS BIGINT) END AS owed,
       CASE WHEN f.class = 0 AND CAST($7 AS BIGINT) = 2 THEN (
         SELECT CAST(coalesce(-sum(b.amount), 0) AS BIGINT)
         FROM book_balance b JOIN account_head h
           ON h.code = b.head AND h.counts = 1
         WHERE b.book = z.giver_book AND b.fund = f.entry
           AND (h.nature IN (3, 4) OR h.code IN ('endowment_free',
                                                 'fund_moved')))
         - CAST($8 AS BIGINT) END AS usable,
       coalesce(n.body, a.rsp) AS account_of,
       coalesce(m.body, c.rsp) AS account_to_of
FROM (SELECT coalesce(gb.entry, gr.entry) AS giver_book,
             coalesce(tb.entry, tr.entry) AS taker_book
      FROM (SELECT 1 AS one) o
      LEFT JOIN body gb ON gb.entry = $1 LEFT JOIN rsp gr ON gr.entry = $2
      LEFT JOIN body tb ON tb.entry = $3 LEFT JOIN rsp tr ON tr.entry = $4) z
LEFT JOIN fund f ON f.entry = $5
LEFT JOIN account a ON a.entry = $9
LEFT JOIN account_now n ON n.account = a.entry
LEFT JOIN account c ON c.entry = $10
LEFT JOIN account_now m ON m.account = c.entry;

-- transfer_touch(entry)
SELECT y.entry AS thing, CAST(NULL AS BIGINT) AS since, 'expense' AS kind
FROM transfer x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM transfer x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM transfer x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM transfer x JOIN fund f ON f.entry = x.fund_to AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM transfer x JOIN fund f ON f.entry = x.fund_to AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM transfer x JOIN fund f ON f.entry = x.fund_to AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1;

-- script transfer_views
-- Grants from fund to fund; inside: of one book.
CREATE VIEW standing_grant AS
SELECT t.entry, t.fund, t.fund_to, t.held, t.amount,
       CASE WHEN coalesce(t.giver, t.giver_rsp) =
                 coalesce(t.taker, t.taker_rsp) THEN 1 ELSE 0 END AS inside
FROM transfer t
WHERE t.counts = 1 AND t.nature = 2 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = t.entry);

-- script transfer_views_drop
DROP VIEW IF EXISTS standing_grant;

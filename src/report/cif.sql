-- cif_funds(place, day, rsp, project, fund, body)
-- Of who has them on that day.
SELECT x.entry, b.entry AS body, x.title, x.title_ur, x.title_sd, b.name, b.name_ur,
       b.name_sd, x.since
FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
JOIN fund_with w ON w.body = b.entry AND w.since <= $2
JOIN fund x ON x.entry = w.fund AND x.counts = 1
WHERE NOT EXISTS (
    SELECT 1 FROM fund_with n
    WHERE n.fund = w.fund AND n.since <= $2 AND n.since > w.since)
  AND a.above = $1 AND a.since <= $2 AND a.until > $2 AND x.since <= $2
  AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR b.project = $4 OR x.project = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR x.entry = $5)
  AND (CAST($6 AS BYTEA) IS NULL OR b.entry = $6)
ORDER BY b.name, x.code, x.entry LIMIT 2001;

-- cif_heads(fund, day)
-- In the books of all who had it.
SELECT l.head, h.nature, coalesce(h.cash, 0) AS cash,
       CAST(sum(l.amount) AS BIGINT) AS amount
FROM book_line l
LEFT JOIN account_head h ON h.code = l.head AND h.counts = 1
WHERE l.book IN (SELECT w.body FROM fund_with w WHERE w.fund = $1)
  AND l.fund = $1 AND l.on_day <= $2
GROUP BY l.head, h.nature, h.cash
ORDER BY l.head;

-- cif_cash(fund, day)
SELECT l.on_day, CAST(sum(l.amount) AS BIGINT) AS amount
FROM book_line l JOIN account_head h ON h.code = l.head
WHERE l.book IN (SELECT w.body FROM fund_with w WHERE w.fund = $1)
  AND l.fund = $1 AND l.on_day <= $2 AND h.counts = 1
  AND h.cash = 1
GROUP BY l.on_day
ORDER BY l.on_day;

-- cif_loans(fund, day)
-- Her household is where she was entered; the band that of the score on which
-- the loan was decided. Two records of her that were merged are one borrower.
SELECT l.entry, l.number,
       coalesce((SELECT s.root FROM same s WHERE s.person = l.person), l.person)
         AS person, p.household, l.purpose, l.cycle, l.product,
       q.live_most, (
         SELECT s.band FROM scored s
         WHERE s.entry = coalesce((
           SELECT a.score FROM approval a
           WHERE a.loan = l.entry AND a.counts = 1 AND a.says = 0
             AND a.held <= $2
           ORDER BY a.held DESC, a.entry DESC LIMIT 1), l.score)) AS band,
       k.acts
FROM loan l JOIN loan_kept k ON k.thing = l.entry
LEFT JOIN person p ON p.entry = l.person
LEFT JOIN loan_product q ON q.code = l.product AND q.counts = 1
WHERE l.fund = $1 AND l.counts = 1
ORDER BY l.entry;

-- cif_marked(fund, day)
-- What the law of lending said of a loan's steps: the inclusion errors.
SELECT l.entry AS loan, l.number, f.what, f.a, f.b, f.level, a.held, a.entry
FROM loan l JOIN approval a ON a.loan = l.entry AND a.counts = 1
JOIN finding f ON f.entry = a.entry AND f.origin = 'thing'
WHERE l.fund = $1 AND l.counts = 1 AND a.held <= $2
UNION ALL
SELECT l.entry, l.number, f.what, f.a, f.b, f.level, d.held, d.entry
FROM loan l JOIN disbursement d ON d.loan = l.entry AND d.counts = 1
JOIN finding f ON f.entry = d.entry AND f.origin = 'thing'
WHERE l.fund = $1 AND l.counts = 1 AND d.held <= $2
ORDER BY 7, 8, 3 LIMIT 1000;

-- cif_band(code)
SELECT b.title, b.title_ur, b.title_sd
FROM banding_bands b JOIN banding g ON g.entry = b.entry
WHERE b.code = $1 AND g.counts = 1 AND g.counted = 1
ORDER BY g.since DESC, g.entry LIMIT 1;

-- web_passbook_lines(member)
-- Of savings (owes 0), then of loans (1): by day, then entry.
SELECT x.entry, x.event, x.head, x.on_day, x.amount, x.owes, b.title,
       b.title_ur, b.title_sd, b.kind
FROM (
  SELECT l.entry, l.event, l.head, l.on_day, l.amount, 0 AS owes, l.thing, l.n
  FROM book_line l
  WHERE l.party = $1 AND l.head IN ('saving_regular', 'saving_voluntary',
    'saving_special', 'saving_left', 'saving_over')
  UNION ALL
  SELECT l.entry, l.event, l.head, l.on_day, l.amount, 1, l.thing, l.n
  FROM loan_of o JOIN book_line l ON l.party = o.loan
  WHERE o.member = $1 AND l.head IN ('loan_internal', 'loan_fund',
    'loan_credit')) x
LEFT JOIN booking b ON b.entry = (
  SELECT y.entry FROM booking y WHERE y.event = x.event AND y.counts = 1
  ORDER BY y.entry DESC LIMIT 1)
ORDER BY x.on_day, x.entry, x.owes, x.thing, x.n;

-- web_passbook_loans(member)
SELECT o.entry, o.number, CAST(sum(l.amount) AS BIGINT) AS owed,
       max(CASE WHEN l.head = 'loan_internal' THEN 1 ELSE 0 END) AS internal, (
         SELECT CAST(max(q.multiple_of_savings) AS BIGINT) FROM loan_product q
         WHERE q.code = o.product AND q.counts = 1) AS multiple
FROM loan_of y JOIN loan o ON o.entry = y.loan
JOIN book_line l ON l.party = o.entry
WHERE y.member = $1
  AND l.head IN ('loan_internal', 'loan_fund', 'loan_credit')
GROUP BY o.entry, o.number, o.product
HAVING sum(l.amount) > 0
ORDER BY o.number, o.entry;

-- web_savers(body)
SELECT m.entry, m.number, m.joined, m.ended
FROM member m WHERE m.body = $1 AND m.counts = 1
ORDER BY m.number IS NULL, m.number, m.joined, m.entry;

-- web_savers_held(body, on_day)
SELECT l.party, l.head, CAST(sum(l.amount) AS BIGINT) AS amount
FROM book_line l
WHERE l.book = $1 AND l.head IN ('saving_regular', 'saving_voluntary',
    'saving_special', 'saving_left', 'saving_over')
  AND l.party IS NOT NULL AND l.on_day <= $2
GROUP BY l.party, l.head
ORDER BY l.party, l.head;

-- web_savers_owed(body, on_day)
SELECT o.member, CAST(sum(l.amount) AS BIGINT) AS amount
FROM member m
JOIN loan_of o /* along member = m.entry */ ON o.member = m.entry
JOIN book_line l ON l.party = o.loan
WHERE m.body = $1 AND l.on_day <= $2
  AND l.head IN ('loan_internal', 'loan_fund', 'loan_credit')
GROUP BY o.member
ORDER BY o.member;

-- web_savers_control(body)
SELECT b.head, CAST(sum(b.amount) AS BIGINT) AS amount
FROM book_balance b
WHERE b.book = $1 AND b.head IN ('saving_regular', 'saving_voluntary',
  'saving_special', 'saving_left', 'saving_shared')
GROUP BY b.head
ORDER BY b.head;

-- web_saver_flow(member)
SELECT entry, n, on_day, sort, moves, amount FROM saving_flow
WHERE member = $1 ORDER BY on_day, entry, n;

-- web_settle_loans(member, body)
-- All that she owes: her own body's first, then what others lent her, as a member
-- of it or by herself.
SELECT l.entry, l.number, k.outstanding, k.acts, k.book,
       CASE WHEN k.book = $2 THEN 0 ELSE 1 END AS elsewhere
FROM loan l JOIN loan_kept k ON k.thing = l.entry
WHERE l.counts = 1 AND k.outstanding + coalesce(k.charge_left, 0) > 0
  AND (l.entry IN (SELECT y.loan FROM loan_of y WHERE y.member = $1)
    OR (l.member IS NULL AND l.person = (
      SELECT m.person FROM member m WHERE m.entry = $1)))
ORDER BY 6, k.paid_out, l.number, l.entry;

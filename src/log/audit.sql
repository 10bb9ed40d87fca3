-- audit_unbalanced()
SELECT entry, book, fund, CAST(sum(amount) AS BIGINT) AS off FROM book_line
GROUP BY entry, book, fund HAVING sum(amount) <> 0
ORDER BY entry, book, fund IS NOT NULL, fund;

-- audit_balances(none)
-- A sum that is not that of its lines, from either side.
SELECT s.book, s.head, s.month, s.amount, coalesce(l.amount, 0) AS lines_amount
FROM book_balance s
LEFT JOIN (
  SELECT book, head, fund, month, CAST(sum(amount) AS BIGINT) AS amount,
         CAST(count(*) AS BIGINT) AS n
  FROM book_line GROUP BY book, head, fund, month) l
  ON l.book = s.book AND l.head = s.head AND l.month = s.month
 AND coalesce(l.fund, $1) = s.fund
WHERE l.amount IS NULL OR l.amount <> s.amount OR l.n <> s.n
ORDER BY s.book, s.head, s.fund, s.month;

-- audit_no_balance(none)
SELECT l.book, l.head, l.month, CAST(sum(l.amount) AS BIGINT)
FROM book_line l
WHERE NOT EXISTS (SELECT 1 FROM book_balance s
  WHERE s.book = l.book AND s.head = l.head AND s.month = l.month
    AND s.fund = coalesce(l.fund, $1))
GROUP BY l.book, l.head, l.month ORDER BY l.book, l.head, l.month;

-- audit_lines()
SELECT CAST(count(*) AS BIGINT) FROM book_line;

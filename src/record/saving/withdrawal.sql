-- withdrawal_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- withdrawal_view(member, account, today)
SELECT CAST($3 AS BIGINT) AS today, m.body AS whose, m.joined, m.joined_grain,
       m.ended, m.ended_grain, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN member m ON m.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- withdrawal_touch(entry)
SELECT member AS thing, CAST(NULL AS BIGINT) AS since, 'member' AS kind
FROM withdrawal WHERE entry = $1;

-- withdrawal_limit(member, what, amount, held)
-- By the books: what she saved is a credit there.
WITH own AS MATERIALIZED (
  SELECT l.head, l.on_day, -l.amount AS amount FROM book_line l
  WHERE l.party = $1 AND l.head IN ('saving_regular', 'saving_voluntary',
                                    'saving_special', 'saving_left')),
sort AS (
  SELECT CASE CAST($2 AS BIGINT) WHEN 1 THEN 'saving_voluntary'
           WHEN 2 THEN 'saving_special' WHEN 3 THEN 'saving_left'
           ELSE 'saving_regular' END AS head)
SELECT CAST($2 AS BIGINT) AS what, CAST($3 AS BIGINT) AS amount, (
         SELECT CAST(coalesce(sum(o.amount), 0) AS BIGINT)
         FROM own o WHERE o.head = s.head AND o.on_day <= $4) AS lay, (
         SELECT CAST(coalesce(sum(o.amount), 0) AS BIGINT)
         FROM own o WHERE o.head = s.head) AS lies, (
         SELECT CAST(coalesce(sum(o.amount), 0) AS BIGINT)
         FROM own o WHERE o.head <> 'saving_left') AS saved,
       CAST(NULL AS BIGINT) AS owed, CAST(NULL AS BIGINT) AS multiple,
       0 AS turn, CAST(NULL AS BYTEA) AS loan
FROM sort s
UNION ALL
SELECT CAST($2 AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(sum(b.amount) AS BIGINT),
       CAST(max(q.multiple_of_savings) AS BIGINT), 1, l.entry
FROM loan l
JOIN book_line b ON b.party = l.entry AND b.head = 'loan_internal'
LEFT JOIN loan_product q ON q.code = l.product AND q.counts = 1
WHERE l.member = $1
GROUP BY l.entry
HAVING sum(b.amount) > 0
ORDER BY turn, loan;

-- script withdrawal_views
-- What members borrowed of others' savings and paid back, which pledges their
-- own: loans of a product whose money is members' savings. Of who went over to
-- another body both memberships answer for it.
CREATE VIEW loan_of AS
SELECT l.member, l.entry AS loan FROM loan l
WHERE l.counts = 1 AND l.member IS NOT NULL
UNION ALL
SELECT p.member_to, l.entry
FROM loan l JOIN cession_part p ON p.member = l.member
JOIN cession c ON c.entry = p.entry AND c.counts = 1
WHERE l.counts = 1 AND p.member_to <> l.member
UNION ALL
SELECT r.member_to, l.entry
FROM loan l JOIN cession_part p ON p.member = l.member
JOIN cession c ON c.entry = p.entry AND c.counts = 1
JOIN cession_part r ON r.member = p.member_to
JOIN cession d ON d.entry = r.entry AND d.counts = 1
WHERE l.counts = 1 AND r.member_to <> l.member
  AND r.member_to <> p.member_to;

-- Those of them whose money is members' savings.
CREATE VIEW loan_pledging AS
SELECT y.member, l.entry AS loan, q.multiple_of_savings AS multiple
FROM loan_of y JOIN loan l ON l.entry = y.loan
JOIN loan_product q ON q.entry = (
  SELECT x.entry FROM loan_product x WHERE x.code = l.product AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
WHERE q.source = 0;

-- In one type each, as `saving_flow`.
CREATE VIEW saving_pledge AS
SELECT o.member, d.entry, CAST(0 AS BIGINT) AS n, d.held AS on_day, o.loan,
       CAST(d.amount AS BIGINT) AS owes, o.multiple
FROM loan_pledging o JOIN disbursement d ON d.loan = o.loan AND d.counts = 1
UNION ALL
SELECT o.member, r.entry, CAST(0 AS BIGINT), r.held, o.loan,
       CAST(-r.amount AS BIGINT), o.multiple
FROM loan_pledging o JOIN repayment r ON r.loan = o.loan AND r.counts = 1
UNION ALL
SELECT o.member, p.entry, CAST(p.n AS BIGINT), c.held, o.loan,
       CAST(-p.amount AS BIGINT), o.multiple
FROM loan_pledging o JOIN collection_parts p ON p.loan = o.loan
JOIN collection c ON c.entry = p.entry AND c.counts = 1
UNION ALL
SELECT o.member, r.entry, CAST(r.n AS BIGINT), g.held, o.loan,
       CAST(-r.repaid AS BIGINT), o.multiple
FROM loan_pledging o JOIN meeting_attendance r ON r.loan = o.loan
JOIN meeting g ON g.entry = r.entry AND g.counts = 1 AND g.not_held IS NULL
WHERE r.repaid > 0
UNION ALL
SELECT o.member, x.entry, CAST(x.n AS BIGINT), t.held, o.loan,
       CAST(-x.amount AS BIGINT), o.multiple
FROM loan_pledging o JOIN settlement_netted x ON x.loan = o.loan
JOIN settlement t ON t.entry = x.entry AND t.counts = 1;

-- script withdrawal_views_drop
DROP VIEW IF EXISTS saving_pledge;
DROP VIEW IF EXISTS loan_pledging;
DROP VIEW IF EXISTS loan_of;

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
FROM withdrawal WHERE entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM withdrawal x JOIN saving_step s /* along member = x.member */
  ON s.member = x.member
WHERE x.entry = $1 AND s.held >= x.held;

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
FROM loan_of y JOIN loan l ON l.entry = y.loan
JOIN book_line b ON b.party = l.entry AND b.head = 'loan_internal'
LEFT JOIN loan_product q ON q.code = l.product AND q.counts = 1
WHERE y.member = $1
GROUP BY l.entry
HAVING sum(b.amount) > 0
ORDER BY turn, loan;

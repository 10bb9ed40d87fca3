-- settlement_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- settlement_view(member, account, today)
SELECT CAST($3 AS BIGINT) AS today, m.body AS whose, m.joined, m.joined_grain,
       m.ended, m.ended_grain, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN member m ON m.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- settlement_touch(entry)
SELECT member AS thing, CAST(NULL AS BIGINT) AS since, 'member' AS kind
FROM settlement WHERE entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM settlement x JOIN saving_step s /* along member = x.member */
  ON s.member = x.member
WHERE x.entry = $1 AND s.held >= x.held
UNION ALL
SELECT x.loan, CAST(NULL AS BIGINT), 'loan'
FROM settlement_netted n JOIN loan_sibling x /* along of_loan = n.loan */
  ON x.of_loan = n.loan
WHERE n.entry = $1
UNION ALL
SELECT x.thing, CAST(NULL AS BIGINT), x.kind
FROM settlement t JOIN settlement_netted n ON n.entry = t.entry
JOIN loan_peer_step x /* along of_loan = n.loan */ ON x.of_loan = n.loan
WHERE t.entry = $1 AND x.held >= t.held
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM settlement_netted n JOIN loan_of l /* along loan = n.loan */
  ON l.loan = n.loan
WHERE n.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

-- settlement_limit(member, regular, voluntary, special, insurance, paid)
WITH said AS (
  SELECT 0 AS turn, 'saving_regular' AS head,
         coalesce(CAST($2 AS BIGINT), 0) AS amount
  UNION ALL
  SELECT 1, 'saving_voluntary', coalesce(CAST($3 AS BIGINT), 0)
  UNION ALL
  SELECT 2, 'saving_special', coalesce(CAST($4 AS BIGINT), 0))
SELECT s.amount AS said, (
         SELECT CAST(coalesce(-sum(l.amount), 0) AS BIGINT) FROM book_line l
         WHERE l.party = $1 AND l.head = s.head) AS lies,
       coalesce(CAST($2 AS BIGINT), 0) + coalesce(CAST($3 AS BIGINT), 0) +
       coalesce(CAST($4 AS BIGINT), 0) + coalesce(CAST($5 AS BIGINT), 0)
         AS had, coalesce(CAST($6 AS BIGINT), 0) AS paid, (
         SELECT CAST(coalesce(sum(b.amount), 0) AS BIGINT)
         FROM loan_of l
         JOIN book_line b ON b.party = l.loan AND b.head = 'loan_internal'
         WHERE l.member = $1) AS owed
FROM said s ORDER BY s.turn;

-- repayment_scope(loan)
SELECT b.place, coalesce(b.rsp, l.rsp) AS rsp, b.project
FROM loan l LEFT JOIN body b ON b.entry = l.body WHERE l.entry = $1;

-- repayment_view(loan, account, today)
SELECT CAST($3 AS BIGINT) AS today, l.applied, l.lender, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN loan l ON l.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- repayment_touch(entry)
SELECT s.loan AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM repayment r JOIN loan_sibling s /* along of_loan = r.loan */
  ON s.of_loan = r.loan WHERE r.entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM repayment r JOIN loan_peer_step s /* along of_loan = r.loan */
  ON s.of_loan = r.loan
WHERE r.entry = $1 AND s.held >= r.held
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM repayment r JOIN loan_of l /* along loan = r.loan */ ON l.loan = r.loan
WHERE r.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

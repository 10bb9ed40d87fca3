-- writeoff_scope(loan)
SELECT b.place, coalesce(b.rsp, l.rsp) AS rsp, b.project
FROM loan l LEFT JOIN body b ON b.entry = l.body WHERE l.entry = $1;

-- writeoff_view(loan, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, l.applied, l.person AS borrower, r.passed,
       CASE WHEN r.counts = 0 OR r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN loan l ON l.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

-- writeoff_touch(entry)
SELECT s.loan AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM writeoff r JOIN loan_sibling s /* along of_loan = r.loan */
  ON s.of_loan = r.loan
WHERE r.entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM writeoff r JOIN loan_peer_step s /* along of_loan = r.loan */
  ON s.of_loan = r.loan
WHERE r.entry = $1 AND s.held >= r.held;

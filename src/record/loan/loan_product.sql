-- loan_product_touch(entry)
SELECT l.entry AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM loan_product q JOIN loan l ON l.product = q.code WHERE q.entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM loan_product q JOIN loan l ON l.product = q.code
JOIN loan_peer_step s /* along of_loan = l.entry */
  ON s.of_loan = l.entry WHERE q.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM loan_product q JOIN loan l ON l.product = q.code
JOIN approval a ON a.loan = l.entry WHERE q.entry = $1
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM loan_product q JOIN loan l ON l.product = q.code
JOIN disbursement d ON d.loan = l.entry WHERE q.entry = $1
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM loan_product q JOIN loan l ON l.product = q.code
WHERE q.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

-- loan_product_touch(entry)
SELECT l.entry AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM loan_product q JOIN loan l ON l.product = q.code WHERE q.entry = $1
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM loan_product q JOIN loan l ON l.product = q.code
WHERE q.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

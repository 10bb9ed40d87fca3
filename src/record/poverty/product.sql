-- product_touch(entry)
SELECT DISTINCT d.thing, CAST(NULL AS BIGINT) AS since, 'decision' AS kind
FROM product p JOIN product q ON q.code = p.code
JOIN decision d ON d.product = q.entry
WHERE p.entry = $1
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'award' FROM award g WHERE g.product = $1
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'house' FROM house g WHERE g.product = $1
UNION
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM product p JOIN loan_product q ON q.eligibility = p.code
JOIN loan l ON l.product = q.code JOIN approval a ON a.loan = l.entry
WHERE p.entry = $1;

-- product_touch(entry)
SELECT DISTINCT d.thing, CAST(NULL AS BIGINT) AS since, 'decision' AS kind
FROM product p JOIN product q ON q.code = p.code
JOIN decision d ON d.product = q.entry
WHERE p.entry = $1;

-- collection_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- collection_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- collection_touch(entry)
SELECT DISTINCT s.loan AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM collection_parts p JOIN loan_sibling s ON s.of_loan = p.loan
WHERE p.entry = $1;

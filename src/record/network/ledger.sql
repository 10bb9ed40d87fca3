-- ledger_touch(entry)
SELECT DISTINCT f.thing, CAST(NULL AS BIGINT) AS since, 'filing' AS kind
FROM ledger l
JOIN filing_values v ON v.indicator = l.indicator
JOIN filing f ON f.entry = v.entry
JOIN cutover c ON c.rsp = f.rsp
WHERE l.entry = $1
UNION ALL
SELECT t.thing, CAST(NULL AS BIGINT), 'trainee'
FROM ledger l CROSS JOIN trainee t
WHERE l.entry = $1 AND l.indicator = 'trained'
UNION ALL
SELECT t.entry, CAST(NULL AS BIGINT), 'training'
FROM ledger l CROSS JOIN training t
WHERE l.entry = $1 AND l.indicator IN ('trained', 'tba');

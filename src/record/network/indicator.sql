-- indicator_touch(entry)
SELECT DISTINCT f.thing, CAST(NULL AS BIGINT) AS since, 'filing' AS kind
FROM indicator i
JOIN filing_values v ON v.indicator = i.code
JOIN filing f ON f.entry = v.entry
WHERE i.entry = $1;

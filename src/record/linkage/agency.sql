-- agency_stir(entry)
SELECT entry AS thing, CAST(NULL AS BIGINT) AS since, 'linkage' AS kind
FROM linkage WHERE agency = $1;

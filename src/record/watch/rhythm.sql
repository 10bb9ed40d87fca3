-- rhythm_touch(entry)
SELECT b.entry AS thing, CAST(NULL AS BIGINT) AS since, 'body' AS kind
FROM rhythm x JOIN body b ON b.nature = x.nature WHERE x.entry = $1;

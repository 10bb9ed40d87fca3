-- banding_touch(entry)
-- Figures are split by the banding that counts: all that have a score.
SELECT DISTINCT s.household AS thing, CAST(NULL AS BIGINT) AS since,
       'household' AS kind
FROM banding b CROSS JOIN score s
WHERE b.entry = $1 AND b.counted = 1 AND s.household IS NOT NULL
UNION
SELECT n.entry, CAST(NULL AS BIGINT), 'need'
FROM banding b CROSS JOIN need n WHERE b.entry = $1 AND b.counted = 1;

-- yardstick_touch(entry)
SELECT DISTINCT a.thing AS thing, CAST(NULL AS BIGINT) AS since,
       'assessment' AS kind
FROM yardstick y JOIN assessment a ON a.yardstick = y.code WHERE y.entry = $1;

-- yardstick_on(nature, day)
-- Those in force that day, the newest first.
SELECT entry FROM yardstick
WHERE counts = 1 AND nature = $1 AND since <= $2
  AND (until IS NULL OR until >= $2)
ORDER BY since DESC, code, entry LIMIT 20;

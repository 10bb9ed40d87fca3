-- redress_on(day)
-- The rules in force on that day.
SELECT entry FROM redress
WHERE counts = 1 AND since <= $1 AND (until IS NULL OR until >= $1)
ORDER BY since DESC, code, entry LIMIT 1;

-- redress_channels_of(entry)
SELECT code, title, title_ur, title_sd FROM redress_channels
WHERE entry = $1 ORDER BY n;

-- redress_touch(entry)
SELECT h.thing AS thing, CAST(NULL AS BIGINT) AS since, 'handling' AS kind
FROM redress r CROSS JOIN handling h WHERE r.entry = $1
UNION
SELECT h.thing, CAST(NULL AS BIGINT), 'inquiry'
FROM redress r CROSS JOIN inquiry h WHERE r.entry = $1;

-- watch_agreed(body)
SELECT next_on FROM meeting
WHERE body = $1 AND counts = 1 AND not_held IS NULL
ORDER BY held DESC, entry LIMIT 1;

-- watch_last(body, day)
SELECT held FROM meeting
WHERE body = $1 AND held <= $2 AND not_held IS NULL AND counts = 1
ORDER BY held DESC, entry LIMIT 1;

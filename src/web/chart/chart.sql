-- chart_indicators()
SELECT code, name, name_ur, name_sd, denominator, entry FROM indicator
WHERE counts = 1 ORDER BY code, entry;

-- chart_rsps()
SELECT code, name, name_ur, name_sd, entry FROM rsp
WHERE counts = 1 ORDER BY code, entry LIMIT 200;

-- map_places(level, above, day)
SELECT p.entry, p.name, p.name_ur, p.name_sd FROM place p
WHERE p.level = $1 AND p.counts = 1
  AND (CAST($2 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = p.entry AND a.above = $2
      AND a.since <= $3 AND a.until > $3))
ORDER BY p.name, p.entry LIMIT 1000;

-- map_level(place)
SELECT level FROM place WHERE entry = $1;

-- home_last_entry()
SELECT max(n) FROM entry;

-- home_silent(month)
SELECT r.code, r.name, r.name_ur, r.name_sd, max(f.as_of), r.entry
FROM rsp r JOIN filing f ON f.rsp = r.entry AND f.counts = 1
WHERE r.counts = 1
  AND NOT EXISTS (SELECT 1 FROM cutover c
                  WHERE c.rsp = r.entry AND c.counts = 1)
GROUP BY r.entry, r.code, r.name, r.name_ur, r.name_sd
HAVING max(f.as_of) < $1
ORDER BY max(f.as_of), r.code, r.entry LIMIT 40;

-- lso_public(body)
SELECT name, name_ur, name_sd, place, rsp, formed FROM body
WHERE entry = $1 AND counts = 1 AND nature = 2;

-- home_lso_plan(body)
SELECT t.entry, t.title, k.stage FROM plan t
JOIN plan_kept k ON k.thing = t.entry
WHERE t.body = $1 AND t.counts = 1
ORDER BY t.until DESC, t.version DESC, t.entry LIMIT 1;

-- home_lso_election(body)
SELECT entry, coalesce(poll_on, called) FROM election
WHERE body = $1 AND counts = 1 ORDER BY called DESC, entry LIMIT 1;

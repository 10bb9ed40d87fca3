-- web_left_level(place)
SELECT level FROM place WHERE entry = $1 AND counts = 1;

-- web_left_head(household, day)
SELECT s.name, s.name_ur, s.name_sd
FROM resident r JOIN person p ON p.entry = r.person AND p.counts = 1
JOIN person_sealed s ON s.entry = p.entry
WHERE r.household = $1 AND coalesce(r.since, $2) <= $2
  AND coalesce(r.until, $2 + 1) > $2
ORDER BY CASE WHEN p.relation = 0 THEN 0 ELSE 1 END, p.relation, p.entry
LIMIT 1;

-- web_left_districts(day)
SELECT p.entry, p.name FROM place p
WHERE p.level = 3 AND p.counts = 1 AND EXISTS (
  SELECT 1 FROM figure f
  WHERE f.indicator = 'hh.known' AND f.level = 3 AND f.place = p.entry
    AND f.since <= $1 AND f.until > $1)
ORDER BY p.name, p.entry;

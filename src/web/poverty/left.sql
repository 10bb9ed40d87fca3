-- web_left_level(place)
SELECT level FROM place WHERE entry = $1 AND counts = 1;

-- web_left_districts(day)
SELECT p.entry, p.name FROM place p
WHERE p.level = 3 AND p.counts = 1 AND EXISTS (
  SELECT 1 FROM figure f
  WHERE f.indicator = 'hh.known' AND f.level = 3 AND f.place = p.entry
    AND f.since <= $1 AND f.until > $1)
ORDER BY p.name, p.entry;

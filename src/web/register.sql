-- web_place_line(place, day)
SELECT p.entry, p.name, p.name_ur, p.name_sd FROM area a
JOIN place p ON p.entry = a.above
WHERE a.place = $1 AND a.above <> $1 AND a.level IN (3, 4, 5)
  AND a.since <= $2 AND a.until > $2
ORDER BY a.level DESC, a.above LIMIT 4;

-- web_head(household, day)
-- Who is said to head it, the living first; else the name that the household
-- itself has; else whoever lives there.
SELECT w.name, w.name_ur, w.name_sd, w.rank FROM (
  SELECT s.name, s.name_ur, s.name_sd, p.entry,
         CASE WHEN p.relation = 0 THEN 0 ELSE 2 END AS rank,
         CASE WHEN p.died <= $2 THEN 1 ELSE 0 END AS dead
  FROM resident r JOIN person p ON p.entry = r.person AND p.counts = 1
  JOIN person_sealed s ON s.entry = p.entry
  WHERE r.household = $1 AND coalesce(r.since, $2) <= $2
    AND coalesce(r.until, $2 + 1) > $2
  UNION ALL
  SELECT z.head, NULL, NULL, z.entry, 1, 0 FROM household_sealed z
  WHERE z.entry = $1 AND z.head IS NOT NULL) w
ORDER BY w.rank, w.dead, w.entry LIMIT 1;

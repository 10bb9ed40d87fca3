-- web_place_line(place, day)
SELECT p.entry, p.name, p.name_ur, p.name_sd FROM area a
JOIN place p ON p.entry = a.above
WHERE a.place = $1 AND a.above <> $1 AND a.level IN (3, 4, 5)
  AND a.since <= $2 AND a.until > $2
ORDER BY a.level DESC, a.above LIMIT 4;

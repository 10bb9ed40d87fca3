-- web_poverty_above(place, day)
SELECT a.above FROM area a
WHERE a.place = $1 AND a.above <> $1 AND a.level IN (1, 3, 4, 5)
  AND a.since <= $2 AND a.until > $2
ORDER BY a.level, a.above LIMIT 12;

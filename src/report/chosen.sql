-- chosen_under(place, day, rsp)
-- Choices under a budget of the bodies of a place, until a day.
SELECT p.entry, b.name, v.name, v.name_ur, v.name_sd, p.title, p.held, p.budget,
       p.value, p.bound, count(*) AS looked,
       CAST(sum(c.taken_up) AS BIGINT) AS taken,
       CAST(sum(CASE WHEN c.taken_up = 1 THEN c.cost ELSE 0 END) AS BIGINT)
         AS cost,
       CAST(sum(CASE WHEN c.taken_up = 1 THEN coalesce(c.for_women, 0) ELSE 0
         END) AS BIGINT) AS women, b.name_ur, b.name_sd
FROM area a
JOIN body b ON b.place = a.place AND b.counts = 1
JOIN portfolio p ON p.body = b.entry AND p.counts = 1 AND p.held <= $2
JOIN portfolio_candidate c ON c.entry = p.entry
LEFT JOIN place v ON v.entry = b.place
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
  AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)
GROUP BY p.entry, b.name, b.name_ur, b.name_sd, v.name, v.name_ur, v.name_sd, p.title, p.held,
         p.budget, p.value, p.bound
ORDER BY p.held DESC, p.entry LIMIT 2000;

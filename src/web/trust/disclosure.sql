-- web_benefits_shown(place, day, skip, most)
-- Decisions for households of a place: who, where, what. No score, no CNIC, no
-- phone, no disability is asked for (institutions.md 14.2, 20).
SELECT d.entry, d.household, d.person, h.place,
       coalesce(p.title, p.code), p.title_ur, p.title_sd, d.made
FROM area a
JOIN household h ON h.place = a.place AND h.counts = 1
JOIN decision d ON d.household = h.entry AND d.counts = 1 AND d.verdict = 0
JOIN product p ON p.entry = d.product
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
ORDER BY h.place, d.made, d.entry LIMIT $4 OFFSET $3;

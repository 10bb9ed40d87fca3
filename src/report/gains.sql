-- gains_households(place, day, most)
-- Households of a place, and whether somebody of it is an office bearer that
-- day.
SELECT h.entry, CASE WHEN EXISTS (
         SELECT 1 FROM person p
         JOIN term_kept t ON t.person = p.entry
         JOIN office o ON o.code = t.office AND o.counts = 1 AND o.bearer = 1
         WHERE p.household = h.entry AND p.counts = 1
           AND t.since <= $2 AND t.until > $2) THEN 1 ELSE 0 END AS bears
FROM area a JOIN household h ON h.place = a.place AND h.counts = 1
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
ORDER BY h.entry LIMIT $3;

-- gains_bearer(person, day)
SELECT 1 FROM holder t
JOIN office o ON o.code = t.office AND o.counts = 1 AND o.bearer = 1
WHERE t.person = $1 AND t.since <= $2 AND t.until > $2 LIMIT 1;

-- tour_of(staff, month)
SELECT entry FROM tour WHERE staff = $1 AND month = $2 AND counts = 1
ORDER BY entry LIMIT 1;

-- tour_visits(staff, first, last)
SELECT entry, body, place, held, made, why FROM visit
WHERE staff = $1 AND held >= $2 AND held <= $3 AND counts = 1
ORDER BY held, entry LIMIT 400;

-- tour_open(staff, day)
SELECT entry, body, place, held, followup, due FROM visit
WHERE staff = $1 AND counts = 1 AND followup IS NOT NULL AND done IS NULL
  AND held <= $2
ORDER BY due NULLS LAST, held, entry LIMIT 40;

-- tour_visited(body, day)
SELECT held FROM visit
WHERE body = $1 AND counts = 1 AND made = 0 AND held <= $2
ORDER BY held DESC, entry LIMIT 1;

-- tour_visits_to(body, most)
SELECT entry, staff, held, made, why, findings, followup, due, done FROM visit
WHERE body = $1 AND counts = 1
ORDER BY held DESC, entry LIMIT $2;

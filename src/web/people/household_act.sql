-- web_residents(household, day)
SELECT r.person, p.born, p.sex
FROM resident r JOIN person p ON p.entry = r.person
WHERE r.household = $1 AND (r.since IS NULL OR r.since <= $2)
  AND (r.until IS NULL OR r.until > $2)
  AND (p.died IS NULL OR p.died > $2)
  AND NOT EXISTS (
    SELECT 1 FROM same s WHERE s.person = r.person AND s.root <> s.person)
ORDER BY p.code NULLS LAST, p.entry LIMIT 200;

-- web_household_numbered(place, number)
SELECT entry FROM household
WHERE place = $1 AND number = $2 AND counts = 1 ORDER BY entry LIMIT 2;

-- web_open_memberships(person, day)
SELECT m.entry FROM member m
WHERE m.person = $1 AND m.counts = 1 AND m.joined <= $2
  AND (m.ended IS NULL OR m.ended > $2)
ORDER BY m.joined, m.entry LIMIT 100;

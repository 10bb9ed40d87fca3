-- web_person_bodies(person)
WITH RECURSIVE her AS (
  SELECT p.entry FROM person p WHERE p.entry = $1
  UNION
  SELECT x.person FROM her CROSS JOIN merged x
  WHERE x.same_as = her.entry)
SELECT m.entry, m.body, m.joined, m.joined_grain, m.ended, m.ended_grain,
       m.why, (
         SELECT count(*) FROM meeting_attendance r
         JOIN meeting g ON g.entry = r.entry AND g.counts = 1
         WHERE r.member = m.entry AND r.present = 0) AS present, (
         SELECT CAST(sum(r.saved) AS BIGINT) FROM meeting_attendance r
         JOIN meeting g ON g.entry = r.entry AND g.counts = 1
         WHERE r.member = m.entry) AS saved
FROM her CROSS JOIN member m
WHERE m.person = her.entry AND m.counts = 1
ORDER BY m.joined, m.entry LIMIT 100;

-- web_person_home(person, today)
SELECT household FROM resident
WHERE person = $1 AND (since IS NULL OR since <= $2)
  AND (until IS NULL OR until > $2)
ORDER BY since NULLS FIRST, household LIMIT 1;

-- web_household_persons(household, today)
SELECT p.entry, p.sex, p.born, p.born_grain, p.code, r.until, p.relation,
       p.cnic_state, s.cnic_mask, p.died
FROM resident r
JOIN person p ON p.entry = r.person
LEFT JOIN person_sealed s ON s.entry = p.entry
WHERE r.household = $1 AND (r.since IS NULL OR r.since <= $2)
  AND NOT EXISTS (
    SELECT 1 FROM same x WHERE x.person = r.person AND x.root <> x.person)
ORDER BY CASE WHEN r.until IS NULL OR r.until > $2 THEN 0 ELSE 1 END,
         CASE WHEN p.relation = 0 THEN 0 ELSE 1 END, p.code NULLS LAST,
         p.entry, r.until LIMIT 200;

-- web_household_members(household, today)
WITH RECURSIVE lives AS (
  SELECT r.person, r.person AS self FROM resident r
  WHERE r.household = $1 AND (r.since IS NULL OR r.since <= $2)
  UNION
  SELECT l.person, x.person FROM lives l CROSS JOIN merged x
  WHERE x.same_as = l.self)
SELECT m.entry, l.person, m.body, m.joined, m.joined_grain, m.ended,
       m.ended_grain
FROM lives l CROSS JOIN member m
WHERE m.person = l.self AND m.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM same x WHERE x.person = l.person AND x.root <> x.person)
ORDER BY m.joined, m.entry, l.person LIMIT 400;

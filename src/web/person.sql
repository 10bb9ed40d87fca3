-- web_person_bodies(person)
SELECT m.entry, m.body, m.joined, m.joined_grain, m.ended, m.ended_grain,
       m.why, (
         SELECT count(*) FROM meeting_attendance r
         JOIN meeting g ON g.entry = r.entry AND g.counts = 1
         WHERE r.member = m.entry AND r.present = 0) AS present, (
         SELECT CAST(sum(r.saved) AS BIGINT) FROM meeting_attendance r
         JOIN meeting g ON g.entry = r.entry AND g.counts = 1
         WHERE r.member = m.entry) AS saved
FROM member m WHERE m.person = $1 AND m.counts = 1
ORDER BY m.joined, m.entry LIMIT 100;

-- web_person_moments(person)
SELECT t.on_day, t.what, t.entry, t.body, t.why FROM (
  SELECT joined AS on_day, 'came' AS what, entry, body,
         CAST(NULL AS BIGINT) AS why
  FROM member WHERE person = $1 AND counts = 1
  UNION ALL
  SELECT ended, 'went', entry, body, why
  FROM member WHERE person = $1 AND counts = 1 AND ended IS NOT NULL
) AS t ORDER BY t.on_day DESC, t.what, t.entry LIMIT 100;

-- web_household_persons(household)
SELECT entry, sex, born, born_grain, code FROM person
WHERE household = $1 AND counts = 1 ORDER BY code NULLS LAST, entry LIMIT 200;

-- web_household_members(household)
SELECT m.entry, m.person, m.body, m.joined, m.joined_grain, m.ended,
       m.ended_grain
FROM person p JOIN member m ON m.person = p.entry AND m.counts = 1
WHERE p.household = $1 AND p.counts = 1
ORDER BY m.joined, m.entry LIMIT 400;

-- ages_members(place, day, rsp)
-- Members of COs on a day: distinct persons (a person is all her records), by
-- sex and the day of birth. As ladder_rungs has them.
SELECT p.sex, p.born, count(*) AS n FROM (
  SELECT DISTINCT coalesce((
           SELECT x.root FROM same x WHERE x.person = m.person), m.person)
           AS person
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    AND b.nature = 0 AND b.formed <= $2
  JOIN member m ON m.body = b.entry AND m.counts = 1 AND m.joined <= $2
    AND coalesce(m.ended, $2 + 1) > $2
  WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
    AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)) u
JOIN person p ON p.entry = u.person AND p.counts = 1
GROUP BY p.sex, p.born
ORDER BY p.sex, p.born NULLS FIRST;

-- ages_people(place, day, rsp)
-- The same by name: who is counted above.
SELECT u.person, p.sex, p.born FROM (
  SELECT DISTINCT coalesce((
           SELECT x.root FROM same x WHERE x.person = m.person), m.person)
           AS person
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    AND b.nature = 0 AND b.formed <= $2
  JOIN member m ON m.body = b.entry AND m.counts = 1 AND m.joined <= $2
    AND coalesce(m.ended, $2 + 1) > $2
  WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
    AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)) u
JOIN person p ON p.entry = u.person AND p.counts = 1
ORDER BY u.person;

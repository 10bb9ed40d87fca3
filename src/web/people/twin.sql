-- web_twin_uc(place, day)
SELECT a.above FROM area a
WHERE a.place = $1 AND a.level = 5 AND a.since <= $2 AND a.until > $2
ORDER BY a.above LIMIT 1;

-- web_twin_up(person)
SELECT m.same_as, m.entry FROM merged m WHERE m.person = $1
ORDER BY m.same_as, m.entry LIMIT 10;

-- web_twin_down(person)
SELECT m.person, m.entry FROM merged m WHERE m.same_as = $1
ORDER BY m.person, m.entry LIMIT 50;

-- web_twin_of(person)
SELECT t.one, t.other, t.score, t.why FROM (
  SELECT one, other, score, why FROM twin WHERE one = $1
  UNION ALL
  SELECT one, other, score, why FROM twin WHERE other = $1) AS t
WHERE NOT EXISTS (SELECT 1 FROM merged m WHERE m.person = t.one)
  AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.person = t.other)
  AND NOT EXISTS (SELECT 1 FROM merger n
    WHERE n.person = t.one AND n.same_as = t.other
      AND n.apart = 1 AND n.counts = 1)
  AND NOT EXISTS (SELECT 1 FROM merger n
    WHERE n.person = t.other AND n.same_as = t.one
      AND n.apart = 1 AND n.counts = 1)
  AND EXISTS (SELECT 1 FROM person_sealed s WHERE s.entry = t.one)
  AND EXISTS (SELECT 1 FROM person_sealed s WHERE s.entry = t.other)
ORDER BY t.score DESC, t.one, t.other LIMIT 10;

-- web_twins_at()
SELECT value FROM meta WHERE name = 'twins';

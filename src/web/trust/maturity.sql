-- web_assessed_before(body, yardstick, made, entry)
-- The published assessment before one, by the same yardstick.
SELECT entry FROM assessed
WHERE body = $1 AND yardstick = $2
  AND (made < $3 OR (made = $3 AND entry < $4))
ORDER BY made DESC, entry DESC LIMIT 1;

-- web_own_team(staff, body, day)
-- Is she of the team in charge of the body that day?
SELECT 1 FROM staff w
WHERE w.entry = $1 AND w.unit IN (
  SELECT t.unit FROM charge_bodies x
  JOIN charge c ON c.entry = x.entry AND c.counts = 1
  JOIN staff t ON t.entry = c.taker
  WHERE x.body = $2 AND c.since <= $3 AND NOT EXISTS (
    SELECT 1 FROM charge_bodies z
    JOIN charge n ON n.entry = z.entry AND n.counts = 1
    WHERE z.body = $2 AND n.since <= $3
      AND (n.since > c.since OR (n.since = c.since AND n.entry > c.entry))))
LIMIT 1;

-- web_assessors(assessment)
SELECT staff FROM assessment_assessors WHERE entry = $1 ORDER BY n;

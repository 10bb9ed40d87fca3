-- mature_marks(assessment)
SELECT indicator, mark, computed, why FROM assessment_marks
WHERE entry = $1 ORDER BY n;

-- mature_bodies(place, day, rsp, project)
-- The last published assessment of each body within a place, and the one before
-- it by the same yardstick.
SELECT b.entry, b.name, b.nature, a.entry, a.yardstick, a.made, a.score,
       a.grade, a.next_due, (
         SELECT p.entry FROM assessed p
         WHERE p.body = a.body AND p.yardstick = a.yardstick
           AND (p.made < a.made OR (p.made = a.made AND p.entry < a.entry))
         ORDER BY p.made DESC, p.entry DESC LIMIT 1) AS before,
       b.name_ur, b.name_sd
FROM area x
JOIN body b ON b.place = x.place AND b.counts = 1
JOIN assessed a ON a.body = b.entry AND a.made <= $2
WHERE x.above = $1 AND x.since <= $2 AND x.until > $2
  AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR b.project = $4)
  AND NOT EXISTS (
    SELECT 1 FROM assessed n
    WHERE n.body = a.body AND n.made <= $2
      AND (n.made > a.made OR (n.made = a.made AND n.entry > a.entry)))
ORDER BY b.nature DESC, a.score, b.name, b.entry LIMIT 2000;

-- mature_one(assessment)
SELECT score, grade, made FROM assessment WHERE entry = $1;

-- mature_history(body, day)
SELECT a.entry, a.yardstick, a.made, a.score, a.grade, a.state, a.improvement,
       a.next_due
FROM assessment a
WHERE a.body = $1 AND a.counts = 1 AND a.made <= $2
ORDER BY a.made DESC, a.entry DESC LIMIT 50;

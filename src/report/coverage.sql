-- coverage_leaders(card, place, day, rsp)
-- Members of COs, VOs and LSOs on a day, by sex and their household's score.
SELECT w.nature, w.sex, w.score, count(*) AS n FROM (
  SELECT b.nature, p.sex, m.person, (
           SELECT s.score FROM scored s
           WHERE s.household = p.household AND s.card = CAST($1 AS TEXT)
             AND s.since <= $3 AND coalesce(s.until_day, $3 + 1) > $3
         ) AS score
  FROM area a
  JOIN body b ON b.place = a.place AND b.counts = 1 AND b.nature < 3
    AND b.formed <= $3
  JOIN member m ON m.body = b.entry AND m.counts = 1 AND m.joined <= $3
    AND coalesce(m.ended, $3 + 1) > $3
  JOIN person p ON p.entry = m.person AND p.counts = 1
  WHERE a.above = $2 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
  GROUP BY b.nature, p.sex, m.person, p.household) w
GROUP BY w.nature, w.sex, w.score
ORDER BY w.nature, w.sex, w.score NULLS FIRST;

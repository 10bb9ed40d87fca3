-- ladder_rungs(card, place, day, rsp)
-- Who stands on which rung above the members on a day: distinct persons (a person
-- is all her records), by sex and the score of the household she lives in.
SELECT w.rung, w.sex, w.score, count(*) AS n FROM (
  SELECT u.rung, p.sex, u.person, (
           SELECT s.score FROM scored s
           WHERE s.household = coalesce((
               SELECT r.household FROM residence r
               WHERE r.person = u.person AND r.counts = 1 AND r.since <= $3
               ORDER BY r.since DESC, r.entry DESC LIMIT 1), p.household)
             AND s.card = CAST($1 AS TEXT)
             AND s.since <= $3 AND coalesce(s.until_day, $3 + 1) > $3
         ) AS score
  FROM (
    SELECT DISTINCT v.rung, coalesce((
             SELECT x.root FROM same x WHERE x.person = v.person), v.person)
             AS person
    FROM (
      SELECT CASE WHEN t.nature = 1 THEN 5 ELSE 1 END AS rung,
             t.person
      FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
      JOIN activist t ON t.body = b.entry AND t.counts = 1 AND t.since <= $3
        AND coalesce(t.ended, $3 + 1) > $3
      WHERE a.above = $2 AND a.since <= $3 AND a.until > $3
        AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
      UNION ALL
      SELECT 2 + b.nature, h.person
      FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
        AND b.nature < 3
      JOIN term_kept h ON h.body = b.entry AND h.since <= $3 AND h.until > $3
      WHERE a.above = $2 AND a.since <= $3 AND a.until > $3
        AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)) v) u
  JOIN person p ON p.entry = u.person AND p.counts = 1) w
GROUP BY w.rung, w.sex, w.score
ORDER BY w.rung, w.sex, w.score NULLS FIRST;

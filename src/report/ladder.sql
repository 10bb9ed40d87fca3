-- ladder_rungs(card, place, day, rsp, named)
-- Who stands on which rung above the members on a day, with her sex and the score of
-- the household she lives in: a row for each office, and where $5 is 1 for each
-- appointment. A person is all her records; most have but one, of which the kept term
-- says all. Who stands twice on a rung is there twice.
SELECT u.rung, u.person, u.sex, (
         SELECT s.score FROM scored s
         WHERE s.household = coalesce((
             SELECT r.household FROM residence r
             WHERE r.person = u.person AND r.counts = 1 AND r.since <= $3
             ORDER BY r.since DESC, r.entry DESC LIMIT 1), u.household)
           AND s.card = CAST($1 AS TEXT)
           AND s.since <= $3 AND coalesce(s.until_day, $3 + 1) > $3
       ) AS score
FROM (
  SELECT 2 + h.nature AS rung, h.root AS person,
         CASE WHEN h.root = h.person AND h.household IS NOT NULL THEN h.sex
           ELSE (SELECT p.sex FROM person p
             WHERE p.entry = h.root AND p.counts = 1) END AS sex,
         CASE WHEN h.root = h.person AND h.household IS NOT NULL
           THEN h.household
           ELSE (SELECT p.household FROM person p
             WHERE p.entry = h.root AND p.counts = 1) END AS household
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
  JOIN term_kept h ON h.body = b.entry AND h.since <= $3 AND h.until > $3
    AND h.nature < 3
  WHERE a.above = $2 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
  UNION ALL
  SELECT CASE WHEN t.nature = 1 THEN 5 ELSE 1 END, p.entry, p.sex, p.household
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
  JOIN activist t ON t.body = b.entry AND t.counts = 1 AND t.since <= $3
    AND coalesce(t.ended, $3 + 1) > $3
  JOIN person p ON p.counts = 1 AND p.entry = coalesce((
    SELECT x.root FROM same x WHERE x.person = t.person), t.person)
  WHERE a.above = $2 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
    AND CAST($5 AS BIGINT) = 1) u;

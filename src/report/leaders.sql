-- leaders_all(place, level, day, rsp)
-- The bodies there that were formed by a day, and who holds their offices on it,
-- by the place of that level in which they lie; of none where they lie above that
-- level. Without an office: bodies that stand. With one: its holders, by sex and
-- how it stands (0 held, 1 within the by-law's lead_days of its end, 2 run out),
-- and in how many bodies that stand they fill it (the first of several).
-- Nobody's lead is longer than the longest that any by-law says: the clause in
-- force is looked for of no term that ends later.
WITH near AS MATERIALIZED (
  SELECT b.entry AS body, u.above AS spot, b.nature,
         CASE WHEN coalesce((SELECT s.state FROM standing s
             WHERE s.body = b.entry AND s.counts = 1 AND s.since <= $3
             ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
           THEN 1 ELSE 0 END AS stands
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    AND b.formed <= $3
  LEFT JOIN area u ON u.place = b.place AND u.level = $2 AND u.since <= $3
    AND u.until > $3
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4))
SELECT w.spot, w.nature, w.office, w.sex, w.state, count(*) AS n,
       CAST(sum(w.fills) AS BIGINT) AS fills
FROM (
  SELECT n.spot, n.nature, CAST(NULL AS TEXT) AS office,
         CAST(NULL AS BIGINT) AS sex, CAST(NULL AS BIGINT) AS state, 0 AS fills
  FROM near n WHERE n.stands = 1
  UNION ALL
  SELECT n.spot, n.nature, h.office, h.sex,
         CASE WHEN h.due <= $3 THEN 2
           WHEN h.due > $3 + coalesce((
             SELECT max(c.number) FROM bylaw_clauses c WHERE c.parameter = 30),
             0) THEN 0
           WHEN h.due - coalesce((
             SELECT c.number FROM clause_said c
             WHERE c.body = n.body AND c.parameter = 30 AND c.since <= $3
             ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
             LIMIT 1), 0) <= $3 THEN 1 ELSE 0 END,
         CASE WHEN n.stands = 1 AND NOT EXISTS (
           SELECT 1 FROM term_kept e
           WHERE e.body = n.body AND e.office = h.office AND e.term < h.term
             AND e.since <= $3 AND e.until > $3) THEN 1 ELSE 0 END
  FROM near n CROSS JOIN term_kept h
  WHERE h.body = n.body AND h.since <= $3 AND h.until > $3) w
GROUP BY w.spot, w.nature, w.office, w.sex, w.state
ORDER BY w.spot NULLS FIRST, w.nature, w.office NULLS FIRST,
         w.sex NULLS FIRST, w.state NULLS FIRST;

-- leaders_offices()
SELECT code, title, title_ur, title_sd, natures, bearer FROM office
WHERE counts = 1
ORDER BY coalesce(rank, 1000), code, entry LIMIT 60;

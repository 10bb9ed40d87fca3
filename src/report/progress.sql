-- progress_units(first, last, place, rsp)
-- Teams that had bodies in their charge at the end of a month, and of how many
-- of these a meeting of that month, held or not, is written down.
WITH near AS MATERIALIZED (
  SELECT (
           SELECT c.taker FROM charge_bodies x JOIN charge c ON c.entry = x.entry
           WHERE x.body = b.entry AND c.counts = 1 AND c.since <= $2
           ORDER BY c.since DESC, c.entry DESC LIMIT 1) AS taker,
         CASE WHEN EXISTS (
           SELECT 1 FROM meeting m WHERE m.body = b.entry AND m.held >= $1
             AND m.held <= $2 AND m.counts = 1) THEN 1 ELSE 0 END AS written
  FROM body b
  WHERE b.counts = 1 AND b.formed <= $2 AND coalesce((
    SELECT z.state FROM standing z WHERE z.body = b.entry AND z.counts = 1
      AND z.since <= $2
    ORDER BY z.since DESC, z.entry DESC LIMIT 1), 0) <= 2),
held AS (
  SELECT s.unit, count(*) AS bodies, CAST(sum(n.written) AS BIGINT) AS written
  FROM near n JOIN staff s ON s.entry = n.taker
  GROUP BY s.unit)
SELECT u.name, u.name_ur, u.name_sd, u.entry, p.name, p.name_ur, p.name_sd,
       r.code, h.bodies, h.written
FROM held h JOIN unit u ON u.entry = h.unit AND u.counts = 1
LEFT JOIN place p ON p.entry = u.place
LEFT JOIN rsp r ON r.entry = u.rsp
WHERE (CAST($4 AS BYTEA) IS NULL OR u.rsp = $4)
  AND (CAST($3 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = u.place AND a.above = $3
      AND a.since <= $2 AND a.until > $2))
ORDER BY CASE WHEN h.written = 0 THEN 0 ELSE 1 END, u.name, u.entry;

-- progress_filed(as_of, day, place, rsp)
-- RSPs that filed for a district within two years, where registers do not count
-- for all of it yet, and the month they last filed for.
SELECT p.name, p.name_ur, p.name_sd, a.above AS place, r.code, f.rsp,
       max(f.last) AS last
FROM (
  SELECT x.place, x.rsp, max(x.as_of) AS last FROM filing x
  WHERE x.counts = 1 AND x.as_of <= $1 AND x.as_of > CAST($1 AS BIGINT) - 24
    AND (CAST($4 AS BYTEA) IS NULL OR x.rsp = $4)
  GROUP BY x.place, x.rsp) f
JOIN area a ON a.place = f.place AND a.level = 3 AND a.since <= $2
  AND a.until > $2
JOIN place p ON p.entry = a.above
JOIN rsp r ON r.entry = f.rsp AND r.nature = 0
WHERE (CAST($3 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area b WHERE b.place = a.above AND b.above = $3
      AND b.since <= $2 AND b.until > $2))
  AND NOT EXISTS (
    SELECT 1 FROM running x WHERE x.place = a.above AND x.rsp = f.rsp
      AND x.since <= $1 AND x.indicator IS NULL)
GROUP BY p.name, p.name_ur, p.name_sd, a.above, r.code, f.rsp
ORDER BY last, p.name, a.above, r.code, f.rsp;

-- progress_words(month, day, place, rsp, project)
-- What offices said of a month, within a place.
SELECT p.name, p.name_ur, p.name_sd, r.code, n.achieved, n.hard, n.learnt,
       n.ahead
FROM narrative n
LEFT JOIN rsp r ON r.entry = n.rsp
LEFT JOIN place p ON p.entry = n.place
WHERE n.counts = 1 AND n.of_month = $1
  AND (CAST($4 AS BYTEA) IS NULL OR n.rsp = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR n.project = $5)
  AND (CAST($3 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = n.place AND a.above = $3
      AND a.since <= $2 AND a.until > $2))
ORDER BY coalesce(r.code, ''), coalesce(p.name, ''), n.entry LIMIT 300;

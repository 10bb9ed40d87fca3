-- progress_units(first, last, place, rsp)
-- Teams that had bodies in their charge at the end of a month, and of how many
-- of these a meeting of that month, held or not, is written down. Of the acts that
-- gave one body into somebody's charge the latest counts.
WITH team AS MATERIALIZED (
  SELECT u.entry, u.name, u.name_ur, u.name_sd, u.place, u.rsp FROM unit u
  WHERE u.counts = 1 AND (CAST($4 AS BYTEA) IS NULL OR u.rsp = $4)
    AND (CAST($3 AS BYTEA) IS NULL OR EXISTS (
      SELECT 1 FROM area a WHERE a.place = u.place AND a.above = $3
        AND a.since <= $2 AND a.until > $2))),
held AS (
  SELECT t.entry AS unit, count(*) AS bodies, CAST(sum(CASE WHEN EXISTS (
           SELECT 1 FROM meeting m WHERE m.body = b.entry AND m.held >= $1
             AND m.held <= $2 AND m.counts = 1)
         THEN 1 ELSE 0 END) AS BIGINT) AS written
  FROM team t CROSS JOIN staff s CROSS JOIN charge c CROSS JOIN charge_bodies x
  CROSS JOIN body b
  WHERE s.unit = t.entry AND c.taker = s.entry AND c.counts = 1
    AND c.since <= $2 AND x.entry = c.entry AND b.entry = x.body
    AND b.counts = 1 AND b.formed <= $2
    AND NOT EXISTS (
      SELECT 1 FROM charge_bodies y JOIN charge d ON d.entry = y.entry
      WHERE y.body = x.body AND (y.entry <> x.entry OR y.n < x.n)
        AND d.counts = 1 AND d.since <= $2
        AND (d.since > c.since OR (d.since = c.since AND d.entry >= c.entry)))
    AND b.entry NOT IN (
      SELECT z.body FROM standing z
      WHERE z.counts = 1 AND z.since <= $2 AND z.state > 2
        AND z.body IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM standing l
          WHERE l.body = z.body AND l.counts = 1 AND l.since <= $2
            AND (l.since > z.since
              OR (l.since = z.since AND l.entry > z.entry))))
  GROUP BY t.entry)
SELECT u.name, u.name_ur, u.name_sd, u.entry, p.name, p.name_ur, p.name_sd,
       r.code, h.bodies, h.written
FROM held h JOIN team u ON u.entry = h.unit
LEFT JOIN place p ON p.entry = u.place
LEFT JOIN rsp r ON r.entry = u.rsp
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

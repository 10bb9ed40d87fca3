-- place_view(lg, revenue)
SELECT (SELECT level FROM place WHERE entry = $1) AS lg_level,
       (SELECT level FROM place WHERE entry = $2) AS revenue_level;

-- place_moved(entry)
SELECT entry AS place FROM place WHERE entry = $1;

-- place_facts(thing, since)
WITH cut AS (
  SELECT r.rsp, CAST(min(r.since) AS BIGINT) AS since
  FROM place p JOIN running r ON r.place = p.entry
  WHERE p.entry = $1 AND p.level IN (3, 5, 7)
    AND (r.indicator IS NULL OR r.indicator = CASE p.level
      WHEN 3 THEN 'district' WHEN 5 THEN 'uc' ELSE 'mouza' END)
  GROUP BY r.rsp)
SELECT p.entry, p.level, b.entry AS body, b.rsp, b.project, b.formed AS begins,
       a.since, a.until, (
         SELECT CAST(min(s.since) AS BIGINT) FROM standing s
         WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
           AND s.since >= b.formed) AS closed, c.since AS cutover
FROM place p
JOIN area a ON a.above = p.entry
JOIN body b ON b.place = a.place AND b.counts = 1
LEFT JOIN cut c ON c.rsp = b.rsp
WHERE p.entry = $1 AND p.counts = 1 AND p.level IN (3, 5, 7)
  AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT p.entry, p.level, b.entry AS body, b.rsp, b.project, r.since AS begins,
       a.since, a.until, (
         SELECT CAST(min(s.since) AS BIGINT) FROM standing s
         WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
           AND s.since >= r.since) AS closed, c.since AS cutover
FROM place p
JOIN area a ON a.above = p.entry
JOIN body b ON b.place = a.place AND b.counts = 1
JOIN standing r ON r.body = b.entry AND r.counts = 1 AND r.state < 3
  AND r.since > b.formed
LEFT JOIN cut c ON c.rsp = b.rsp
WHERE p.entry = $1 AND p.counts = 1 AND p.level IN (3, 5, 7)
ORDER BY 4, 6, 3, 7, 8;

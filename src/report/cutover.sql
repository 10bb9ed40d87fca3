-- cutovers_pairs(as_of)
SELECT s.place, s.rsp, p.name, p.name_ur, p.name_sd, r.code, (
  SELECT max(g.as_of) FROM filing g
  JOIN area a ON a.place = g.place AND a.above = s.place
  WHERE g.rsp = s.rsp AND g.counts = 1 AND g.as_of <= $1) AS filed
FROM (
  SELECT f.place, f.rsp FROM ledger l
  JOIN figure f ON f.indicator = 'kept.' || l.indicator AND f.level = 3
  WHERE l.counts = 1
  UNION
  SELECT place, rsp FROM cutover WHERE counts = 1) AS s
JOIN place p ON p.entry = s.place AND p.counts = 1
JOIN rsp r ON r.entry = s.rsp AND r.counts = 1
ORDER BY p.name, s.place, r.code, s.rsp;

-- cutovers_ends(place, rsp)
SELECT l.indicator, l.nature, c.since, c.entry
FROM ledger l LEFT JOIN cutover c ON c.entry = (
  SELECT d.entry FROM cutover d
  WHERE d.place = $1 AND d.rsp = $2 AND d.counts = 1
    AND (NOT EXISTS (SELECT 1 FROM cutover_indicators x
        WHERE x.entry = d.entry)
      OR EXISTS (SELECT 1 FROM cutover_indicators x
        WHERE x.entry = d.entry AND x.indicator NOT LIKE '%.%'
          AND (x.indicator = l.indicator
            OR l.indicator LIKE x.indicator || '.%')))
  ORDER BY d.since, d.entry LIMIT 1)
WHERE l.counts = 1
ORDER BY l.indicator, l.entry;

-- filing_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- filing_facts(thing, since)
WITH own AS (
  SELECT entry, rsp, project, place, named, as_of, issue FROM filing
  WHERE thing = $1 AND counts = 1 AND (as_of >= (
    SELECT coalesce(max(g.as_of), -2147483648) FROM filing g
    WHERE g.thing = $1 AND g.counts = 1 AND g.as_of < $2)
  OR EXISTS (SELECT 1 FROM filing g JOIN cutover c ON c.rsp = g.rsp
    WHERE g.thing = $1 AND c.counts = 1 AND c.since >= $2))),
ends AS (
  SELECT c.entry, c.since
  FROM (SELECT DISTINCT rsp, place, named FROM own) o
  JOIN cutover c ON c.rsp = o.rsp AND c.counts = 1
  WHERE EXISTS (SELECT 1 FROM area a
    WHERE (a.place = o.place AND a.above = c.place
      OR a.place = c.place AND a.above = o.place AND o.named IS NULL)
      AND a.since <= (c.since * 146097 + 73048) / 4800
      AND a.until > (c.since * 146097 + 73048) / 4800)),
below AS MATERIALIZED (
  SELECT g.as_of, w.indicator, CAST(sum(w.amount) AS BIGINT) AS amount
  FROM (SELECT DISTINCT own.rsp, own.project, own.place, own.as_of
    FROM own JOIN place p ON p.entry = own.place AND p.counts = 1
    WHERE p.level < 3 AND own.named IS NULL) o
  JOIN area a ON a.above = o.place
  JOIN filing g ON g.place = a.place AND g.rsp = o.rsp AND g.as_of = o.as_of
    AND g.counts = 1 AND g.thing <> $1
    AND g.project IS NOT DISTINCT FROM o.project
  JOIN filing_values w ON w.entry = g.entry
  WHERE NOT EXISTS (
    SELECT 1 FROM filing h JOIN filing_values x ON x.entry = h.entry
    WHERE h.thing = g.thing AND h.as_of = g.as_of AND h.counts = 1
      AND x.indicator = w.indicator
      AND (coalesce(h.issue, h.as_of), h.entry) >
          (coalesce(g.issue, g.as_of), g.entry))
  GROUP BY g.as_of, w.indicator)
SELECT o.entry, o.rsp, o.project, o.place, v.indicator, o.as_of, v.amount,
       i.nature AS flow,
       n.amount AS finer,
       CASE WHEN EXISTS (SELECT 1 FROM filing g WHERE g.thing = $1
         AND g.counts = 1 AND g.as_of < (SELECT min(as_of) FROM own))
       THEN 1 ELSE 0 END AS earlier,
       e.since AS until, e.entry AS cutover, (
         SELECT l.nature FROM ledger l
         WHERE l.indicator = v.indicator AND l.counts = 1
         ORDER BY l.entry LIMIT 1) AS ledger
FROM own o
JOIN filing_values v ON v.entry = o.entry
JOIN indicator i ON i.code = v.indicator AND i.counts = 1
JOIN place p ON p.entry = o.place AND p.counts = 1
LEFT JOIN below n ON n.as_of = o.as_of AND n.indicator = v.indicator
LEFT JOIN ends e ON e.entry = (
  SELECT d.entry FROM ends d
  WHERE EXISTS (SELECT 1 FROM ledger l
      WHERE l.indicator = v.indicator AND l.counts = 1)
    AND (NOT EXISTS (SELECT 1 FROM cutover_indicators x
        WHERE x.entry = d.entry)
      OR EXISTS (SELECT 1 FROM cutover_indicators x
        WHERE x.entry = d.entry AND x.indicator NOT LIKE '%.%'
          AND (x.indicator = v.indicator
            OR v.indicator LIKE x.indicator || '.%')))
  ORDER BY d.since, d.entry LIMIT 1)
ORDER BY v.indicator, o.as_of, coalesce(o.issue, o.as_of), o.entry;

-- filing_touch(entry)
SELECT DISTINCT g.thing, g.as_of AS since, 'filing' AS kind
FROM filing f
JOIN area a ON a.place = f.place AND a.level < 3
JOIN filing g ON g.place = a.above AND g.rsp = f.rsp AND g.as_of = f.as_of
WHERE f.entry = $1 AND g.thing <> f.thing;

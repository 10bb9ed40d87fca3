-- script need_views
-- Bands that a need says, or a revision of it, with the day of each.
CREATE VIEW need_banded AS
SELECT n.entry AS need, b.entry, n.raised AS held, b.band, b.households
FROM need n JOIN need_band b ON b.entry = n.entry
UNION ALL
SELECT c.need, b.entry, c.held, b.band, b.households
FROM need_change c JOIN need_change_band b ON b.entry = c.entry
WHERE c.counts = 1;

-- script need_views_drop
DROP VIEW IF EXISTS need_banded;

-- need_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- need_view(body, person, mip, resolution, today)
SELECT CAST($5 AS BIGINT) AS today, b.nature, p.household AS lives,
       m.household AS planned, r.body AS resolved_by, r.passed,
       CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN person p ON p.entry = $2
LEFT JOIN mip m ON m.entry = $3
LEFT JOIN resolution r ON r.entry = $4;

-- need_facts(thing, since)
-- The need, its chain upwards, its revisions and all answers along the chain.
-- A chain that comes back to itself is cut by need_posts; here it only ends.
WITH RECURSIVE up AS (
  SELECT o.entry AS need, 0 AS steps FROM need o WHERE o.entry = $1
  UNION ALL
  SELECT j.wider, u.steps + 1
  FROM up u CROSS JOIN joined j WHERE j.need = u.need AND u.steps < 12)
SELECT n.entry AS entry, 0 AS aside, 0 AS what, 0 AS steps, n.entry AS need,
       CAST(NULL AS BYTEA) AS above, n.raised AS on_day,
       CAST(NULL AS BIGINT) AS says, CAST(NULL AS BYTEA) AS staff, n.body,
       n.household, n.person, n.mip, coalesce(n.place, b.place) AS place, b.rsp,
       b.project, n.sector, n.nature, n.who,
       CASE WHEN n.household IS NOT NULL THEN 0 WHEN b.nature = 1 THEN 2
            WHEN b.nature = 2 THEN 3 ELSE 1 END AS tier,
       n.non_project, n.women_first, 0 AS children,
       n.households, n.women, n.men, n.poorest, n.cost,
       CAST(NULL AS BIGINT) AS source, CAST(NULL AS BIGINT) AS until,
       CAST(NULL AS BIGINT) AS begun, CAST(NULL AS BIGINT) AS done,
       CAST(NULL AS TEXT) AS band
FROM need n JOIN body b ON b.entry = n.body
WHERE n.entry = $1 AND n.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT s.entry, 0, 1, 0, s.entry, NULL, NULL, s.source, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, s.amount, s.source, NULL, NULL, NULL, NULL
FROM need_share s WHERE s.entry = $1
UNION ALL
SELECT j.entry, CASE WHEN j.need = $1 THEN 0 ELSE 1 END, 2, u.steps, j.need,
       j.wider, j.held, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM up u JOIN joined j ON j.need = u.need WHERE u.steps < 12
UNION ALL
SELECT j.entry, 0, 3, 0, j.need, j.wider, j.held, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM need_join j
WHERE j.need = $1 AND j.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM joined x WHERE x.need = $1 AND x.entry = j.entry)
UNION ALL
SELECT c.entry, 0, 4, 0, c.need, NULL, c.held, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       c.households, c.women, c.men, c.poorest, c.cost, NULL, NULL, NULL, NULL,
       NULL
FROM need_change c WHERE c.need = $1 AND c.counts = 1
UNION ALL
SELECT a.entry, CASE WHEN a.need = $1 THEN 0 ELSE 1 END, 5, 0, a.need, NULL,
       a.held, a.says, a.staff, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL
FROM need_answer a
WHERE a.counts = 1 AND a.need IN (SELECT u.need FROM up u)
UNION ALL
SELECT j.entry, 1, 6, 0, j.need, j.wider, j.held,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       (
         SELECT CAST(min(l.held) AS BIGINT) FROM need_join l
         WHERE l.need = j.need AND l.counts = 1
           AND (l.held > j.held OR (l.held = j.held AND l.entry > j.entry))),
       NULL, NULL, NULL
FROM need_join j JOIN need c ON c.entry = j.need AND c.counts = 1
WHERE j.wider = $1 AND j.counts = 1
UNION ALL
SELECT s.entry, 1, 7, u.steps, s.need, NULL, s.held,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, k.ended,
       k.initiated, k.completed, NULL
FROM up u JOIN scheme s ON s.need = u.need AND s.counts = 1
JOIN scheme_kept k ON k.thing = s.entry
UNION ALL
SELECT b.entry, 0, 8, 0, b.need, NULL, b.held,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL,
       CASE WHEN EXISTS (
         SELECT 1 FROM banding g JOIN banding_bands d ON d.entry = g.entry
         WHERE g.counts = 1 AND g.counted = 1 AND d.code = b.band
           AND coalesce(g.since, b.held) <= b.held
           AND coalesce(g.until, b.held) >= b.held)
       THEN 1 ELSE 0 END,
       b.households, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, b.band
FROM need_banded b
WHERE b.need = $1
UNION ALL
SELECT x.entry, 1, 9, 0, n.entry, NULL, x.since,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, x.band
FROM need n JOIN scored x ON x.household = n.household
WHERE n.entry = $1 AND x.since <= n.raised
  AND (x.until_day IS NULL OR x.until_day > n.raised) AND NOT EXISTS (
    SELECT 1 FROM scored l
    WHERE l.household = n.household AND l.since <= n.raised
      AND (l.until_day IS NULL OR l.until_day > n.raised)
      AND (l.since > x.since OR (l.since = x.since AND l.entry > x.entry)))
ORDER BY what, steps, on_day, says, entry, band;

-- need_stir(entry)
-- All that are merged into it, however far below, and what it is merged into.
WITH RECURSIVE below AS (
  SELECT o.entry AS need FROM need o WHERE o.entry = $1
  UNION
  SELECT j.need FROM below b CROSS JOIN need_join j WHERE j.wider = b.need)
SELECT b.need AS thing, CAST(NULL AS BIGINT) AS since, 'need' AS kind
FROM below b WHERE b.need <> $1
UNION
SELECT j.wider, CAST(NULL AS BIGINT), 'need'
FROM need_join j WHERE j.need = $1 AND j.wider IS NOT NULL
UNION
SELECT i.plan, CAST(NULL AS BIGINT), 'plan'
FROM below b JOIN plan_item i ON i.need = b.need;

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
       n.non_project, n.women_first, (
         SELECT count(*) FROM joined j WHERE j.wider = n.entry) AS children,
       n.households, n.women, n.men, n.poorest, n.cost,
       CAST(NULL AS BIGINT) AS source
FROM need n JOIN body b ON b.entry = n.body
WHERE n.entry = $1 AND n.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT s.entry, 0, 1, 0, s.entry, NULL, NULL, s.source, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, s.amount, s.source
FROM need_share s WHERE s.entry = $1
UNION ALL
SELECT j.entry, CASE WHEN j.need = $1 THEN 0 ELSE 1 END, 2, u.steps, j.need,
       j.wider, j.held, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL
FROM up u JOIN joined j ON j.need = u.need WHERE u.steps < 12
UNION ALL
SELECT j.entry, 0, 3, 0, j.need, j.wider, j.held, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM need_join j
WHERE j.need = $1 AND j.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM joined x WHERE x.need = $1 AND x.entry = j.entry)
UNION ALL
SELECT c.entry, 0, 4, 0, c.need, NULL, c.held, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       c.households, c.women, c.men, c.poorest, c.cost, NULL
FROM need_change c WHERE c.need = $1 AND c.counts = 1
UNION ALL
SELECT a.entry, CASE WHEN a.need = $1 THEN 0 ELSE 1 END, 5, 0, a.need, NULL,
       a.held, a.says, a.staff, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM need_answer a
WHERE a.counts = 1 AND a.need IN (SELECT u.need FROM up u)
ORDER BY what, steps, on_day, says, entry;

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

-- script need_join_views
-- Which need is merged into which, now: by the last that was said of each.
CREATE VIEW joined AS
SELECT j.entry, j.need, j.wider, j.held
FROM need_join j
JOIN need n ON n.entry = j.need AND n.counts = 1
JOIN need w ON w.entry = j.wider AND w.counts = 1
WHERE j.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM need_join l
  WHERE l.need = j.need AND l.counts = 1
    AND (l.held > j.held OR (l.held = j.held AND l.entry > j.entry)));

-- script need_join_views_drop
DROP VIEW IF EXISTS joined;

-- need_join_scope(need)
SELECT b.place, b.rsp, b.project
FROM need n JOIN body b ON b.entry = n.body WHERE n.entry = $1;

-- need_join_view(need, wider, today)
SELECT CAST($3 AS BIGINT) AS today, n.sector, w.sector AS wider_sector,
       CASE WHEN n.entry IS NULL THEN NULL
            WHEN n.household IS NOT NULL THEN 0 WHEN b.nature = 1 THEN 2
            WHEN b.nature = 2 THEN 3 ELSE 1 END AS tier,
       CASE WHEN w.entry IS NULL THEN NULL
            WHEN w.household IS NOT NULL THEN 0 WHEN c.nature = 1 THEN 2
            WHEN c.nature = 2 THEN 3 ELSE 1 END AS wider_tier
FROM (SELECT 1 AS one) o
LEFT JOIN need n ON n.entry = $1
LEFT JOIN body b ON b.entry = n.body
LEFT JOIN need w ON w.entry = $2
LEFT JOIN body c ON c.entry = w.body;

-- need_join_touch(entry)
-- The need, all below it, and every need that it ever was merged into: whether
-- they still have something merged into them may change.
WITH RECURSIVE below AS (
  SELECT x.need FROM need_join x WHERE x.entry = $1
  UNION
  SELECT j.need FROM below b CROSS JOIN need_join j WHERE j.wider = b.need)
SELECT b.need AS thing, CAST(NULL AS BIGINT) AS since, 'need' AS kind
FROM below b
UNION
SELECT j.wider, CAST(NULL AS BIGINT), 'need'
FROM need_join x JOIN need_join j ON j.need = x.need
WHERE x.entry = $1 AND j.wider IS NOT NULL
UNION
SELECT i.plan, CAST(NULL AS BIGINT), 'plan'
FROM below b JOIN plan_item i ON i.need = b.need;

-- script plan_item_views
-- What lies in each plan: by the last that was said of each need in it.
CREATE VIEW planned AS
SELECT i.entry, i.plan, i.need, i.held, i.position
FROM plan_item i
JOIN need n ON n.entry = i.need AND n.counts = 1
WHERE i.counts = 1 AND i.dropped = 0 AND NOT EXISTS (
  SELECT 1 FROM plan_item l
  WHERE l.plan = i.plan AND l.need = i.need AND l.counts = 1
    AND (l.held > i.held OR (l.held = i.held AND l.entry > i.entry)));

-- script plan_item_views_drop
DROP VIEW IF EXISTS planned;

-- plan_item_scope(plan)
SELECT b.place, b.rsp, b.project
FROM plan p JOIN body b ON b.entry = p.body WHERE p.entry = $1;

-- plan_item_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- plan_item_touch(entry)
SELECT plan AS thing, CAST(NULL AS BIGINT) AS since, 'plan' AS kind
FROM plan_item WHERE entry = $1;

-- plan_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- plan_view(body, revises)
SELECT b.nature, p.body AS old_body, p.version AS old_version
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN plan p ON p.entry = $2;

-- script plan_views
-- Which plans are versions of one: what revises another, and what bears the same
-- code at the same body. One step; the whole family is found by going on.
CREATE VIEW plan_akin AS
SELECT p.entry AS plan, p.revises AS other FROM plan p
WHERE p.counts = 1 AND p.revises IS NOT NULL
UNION ALL
SELECT p.revises, p.entry FROM plan p
WHERE p.counts = 1 AND p.revises IS NOT NULL
UNION ALL
SELECT p.entry, o.entry FROM plan p
JOIN plan o ON o.code = p.code AND o.body = p.body AND o.entry <> p.entry
WHERE p.counts = 1 AND o.counts = 1;

-- script plan_views_drop
DROP VIEW IF EXISTS plan_akin;

-- plan_touch(entry)
-- The other versions of it: which of them counts as the plan.
WITH RECURSIVE kin AS (
  SELECT p.entry AS plan FROM plan p WHERE p.entry = $1
  UNION
  SELECT a.other FROM kin k CROSS JOIN plan_akin a WHERE a.plan = k.plan)
SELECT k.plan AS thing, CAST(NULL AS BIGINT) AS since, 'plan' AS kind
FROM kin k WHERE k.plan <> $1;

-- plan_facts(thing, since)
-- `under`: along the chain upwards there is another item of the same plan. The
-- other versions come with the day on which each was first adopted (what = 3).
WITH RECURSIVE kin AS (
  SELECT p.entry AS plan FROM plan p WHERE p.entry = $1
  UNION
  SELECT a.other FROM kin k CROSS JOIN plan_akin a WHERE a.plan = k.plan)
SELECT p.entry AS entry, 0 AS aside, 0 AS what, p.since AS on_day, p.tier,
       CAST(NULL AS BIGINT) AS stage, CAST(NULL AS BYTEA) AS need,
       CAST(NULL AS BIGINT) AS position, 0 AS under, p.body,
       coalesce(p.place, b.place) AS place, b.rsp, b.project
FROM plan p JOIN body b ON b.entry = p.body
WHERE p.entry = $1 AND p.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT s.entry, 0, 1, s.held, NULL, s.stage, NULL, NULL, 0, NULL, NULL, NULL,
       NULL
FROM plan_step s WHERE s.plan = $1 AND s.counts = 1
UNION ALL
SELECT i.entry, 0, 2, i.held, NULL, NULL, i.need, i.position, CASE WHEN EXISTS (
         WITH RECURSIVE up AS (
           SELECT i.need AS need, 0 AS steps
           UNION ALL
           SELECT j.wider, u.steps + 1
           FROM up u CROSS JOIN joined j
           WHERE j.need = u.need AND u.steps < 12)
         SELECT 1 FROM up u JOIN planned o ON o.need = u.need
         WHERE o.plan = i.plan AND u.need <> i.need) THEN 1 ELSE 0 END,
       NULL, NULL, NULL, NULL
FROM planned i WHERE i.plan = $1
UNION ALL
SELECT p.entry, 1, 3, CAST(min(s.held) AS BIGINT), NULL, NULL, NULL, NULL, 0,
       NULL, NULL, NULL, NULL
FROM kin k JOIN plan p ON p.entry = k.plan AND p.counts = 1
JOIN body b ON b.entry = p.body
JOIN plan_step s ON s.plan = p.entry AND s.counts = 1 AND s.stage = 3
WHERE p.entry <> $1
GROUP BY p.entry
ORDER BY what, on_day, stage, position, entry;

-- plan_step_scope(plan)
SELECT b.place, b.rsp, b.project
FROM plan p JOIN body b ON b.entry = p.body WHERE p.entry = $1;

-- plan_step_view(plan, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, p.tier, p.body, r.body AS resolved_by,
       CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN plan p ON p.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

-- plan_step_touch(entry)
-- The plan, and the other versions of it: which of them was adopted first.
WITH RECURSIVE kin AS (
  SELECT x.plan FROM plan_step x WHERE x.entry = $1
  UNION
  SELECT a.other FROM kin k CROSS JOIN plan_akin a WHERE a.plan = k.plan)
SELECT k.plan AS thing, CAST(NULL AS BIGINT) AS since, 'plan' AS kind
FROM kin k;

-- plan_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- plan_view(body, revises)
SELECT b.nature, p.body AS old_body, p.version AS old_version
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN plan p ON p.entry = $2;

-- plan_facts(thing, since)
-- `under`: along the chain upwards there is another item of the same plan.
SELECT p.entry AS entry, 0 AS what, p.since AS on_day, p.tier,
       CAST(NULL AS BIGINT) AS stage, CAST(NULL AS BYTEA) AS need,
       CAST(NULL AS BIGINT) AS position, 0 AS under, p.body,
       coalesce(p.place, b.place) AS place, b.rsp, b.project
FROM plan p JOIN body b ON b.entry = p.body
WHERE p.entry = $1 AND p.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT s.entry, 1, s.held, NULL, s.stage, NULL, NULL, 0, NULL, NULL, NULL, NULL
FROM plan_step s WHERE s.plan = $1 AND s.counts = 1
UNION ALL
SELECT i.entry, 2, i.held, NULL, NULL, i.need, i.position, CASE WHEN EXISTS (
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
ORDER BY what, on_day, stage, position, entry;

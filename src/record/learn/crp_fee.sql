-- crp_fee_scope(crp)
SELECT place, rsp, project FROM crp WHERE entry = $1;

-- crp_fee_view(task, expense, today)
SELECT CAST($3 AS BIGINT) AS today, t.crp AS doer, x.amount AS spent
FROM (SELECT 1 AS one) o
LEFT JOIN crp_task t ON t.entry = $1
LEFT JOIN expense x ON x.entry = $2;

-- crp_fee_touch(entry)
SELECT crp AS thing, CAST(NULL AS BIGINT) AS since, 'crp' AS kind
FROM crp_fee WHERE entry = $1;

-- crp_fee_benefit(place, day, household)
-- Paid work is a benefit too (institutions.md 12).
WITH @homes
SELECT f.entry, f.held AS on_day, b.name AS programme, f.amount, c.person,
       a.household
FROM home a CROSS JOIN person w CROSS JOIN crp c
     JOIN crp_fee f ON f.crp = c.entry
     JOIN body b ON b.entry = c.body
WHERE w.household = a.household AND c.person = w.entry AND f.counts = 1
  AND NOT EXISTS (SELECT 1 FROM taken_back x WHERE x.entry = f.entry)
ORDER BY f.held DESC, f.entry;

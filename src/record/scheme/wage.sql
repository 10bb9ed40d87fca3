-- wage_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- wage_view(scheme, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS begun
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1;

-- wage_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM wage x WHERE x.entry = $1;

-- wage_benefit(place, day, household)
-- Paid work is a benefit too (institutions.md 12).
WITH @homes
SELECT g.entry, g.held AS on_day, s.title AS programme, g.amount, g.person,
       a.household
FROM home a CROSS JOIN person w CROSS JOIN wage g
     JOIN scheme s ON s.entry = g.scheme
WHERE w.household = a.household AND g.person = w.entry AND g.counts = 1
  AND NOT EXISTS (SELECT 1 FROM taken_back x WHERE x.entry = g.entry)
ORDER BY g.held DESC, g.entry;

-- house_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- house_view(product, decision, score, resolution, titled, today)
SELECT CAST($6 AS BIGINT) AS today, p.since, p.until, p.ceiling,
       d.household AS decided_home, d.verdict, s.household AS scored,
       r.body AS resolved_by, r.passed, r.state AS resolved,
       n.sex AS title_sex, n.household AS title_home
FROM (SELECT 1 AS one) o
LEFT JOIN product p ON p.entry = $1
LEFT JOIN decision d ON d.entry = $2
LEFT JOIN score s ON s.entry = $3
LEFT JOIN resolution r ON r.entry = $4
LEFT JOIN person n ON n.entry = $5;

-- house_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT a.entry, a.held, a.approved, a.plan, p.code, p.once, h.place,
         a.rsp, a.project,
         coalesce(a.payer, a.rsp) AS book, a.fund
  FROM house a
  JOIN household h ON h.entry = a.household AND h.counts = 1
  LEFT JOIN product p ON p.entry = a.product
  WHERE a.thing = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.entry AS house, o.held AS on_day,
       CAST(NULL AS BIGINT) AS inspected, o.approved AS amount, o.code, o.once,
       CAST(NULL AS BIGINT) AS percent, CAST(NULL AS BIGINT) AS good, o.place,
       o.rsp, o.project, o.book, o.fund, CAST(NULL AS BIGINT) AS way,
       CAST(NULL AS BYTEA) AS account, CAST(NULL AS BYTEA) AS taker, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'house') = 'house') AS cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'house.amount') = 'house.amount')
         AS amount_cutover, 0 AS n
FROM own o
UNION ALL
SELECT 1, o.entry, o.entry, o.held, NULL, NULL, g.code, NULL, g.portion, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, g.n
FROM own o JOIN house_plan l ON l.code = o.plan AND l.counts = 1
JOIN house_plan_stages g ON g.entry = l.entry
UNION ALL
SELECT 2, s.entry, s.house, s.held, s.inspected, s.amount, s.stage, NULL, NULL,
       s.good, NULL, NULL, NULL, NULL, NULL, s.way, s.account, s.taker, NULL,
       NULL, 0
FROM own o JOIN house_stage s ON s.house = o.entry WHERE s.counts = 1
ORDER BY on_day, what, entry, n;

-- house_benefit(place, day, household)
WITH @homes
SELECT g.entry, g.held AS on_day,
       coalesce(p.programme || ' · ' || p.title, p.title) AS programme,
       g.approved AS amount, g.person, a.household
FROM home a CROSS JOIN house g JOIN product p ON p.entry = g.product
WHERE g.household = a.household AND g.counts = 1
ORDER BY g.held DESC, g.entry;

-- house_bound(product, household, entry)
SELECT 1 AS once FROM had_once
WHERE product = $1 AND household = $2 AND entry <> $3 LIMIT 1;

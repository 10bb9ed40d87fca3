-- trainee_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- trainee_view(decision, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, d.household AS decided_home, d.verdict,
       r.passed
FROM (SELECT 1 AS one) o
LEFT JOIN decision d ON d.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

-- trainee_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT t.entry, t.held, t.finished AS ended, t.result, n.sex, t.stipend_total AS stipend, t.toolkit_cost AS toolkit,
         h.place, t.rsp, t.project,
         coalesce(t.payer, t.rsp) AS book, t.fund
  FROM trainee t
  JOIN household h ON h.entry = t.household AND h.counts = 1
  LEFT JOIN person n ON n.entry = t.person
  WHERE t.entry = $1 AND t.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.held AS on_day, o.ended, o.result, o.sex,
       CAST(NULL AS BIGINT) AS work, CAST(NULL AS BIGINT) AS nature,
       CAST(NULL AS BIGINT) AS amount, o.stipend, o.toolkit, o.place, o.rsp,
       o.project, o.book, o.fund, CAST(NULL AS BIGINT) AS way,
       CAST(NULL AS BYTEA) AS account, CAST(NULL AS BYTEA) AS taker, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'trainee') = 'trainee') AS cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'trained') = 'trained'
           AND EXISTS (SELECT 1 FROM ledger l
             WHERE l.indicator = 'trained' AND l.counts = 1))
         AS trained_cutover
FROM own o
UNION ALL
SELECT 1, s.entry, s.held, NULL, NULL, NULL, NULL, s.nature, s.amount, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, s.way, s.account, s.taker, NULL, NULL
FROM own o JOIN stipend s ON s.trainee = o.entry WHERE s.counts = 1
UNION ALL
SELECT 2, v.entry, v.held, NULL, NULL, NULL, v.work, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN followup_visit v ON v.trainee = o.entry WHERE v.counts = 1
ORDER BY on_day, what, entry;

-- trainee_benefit(place, day, household)
WITH @homes
SELECT t.entry, t.held AS on_day, t.trade AS programme,
       CASE WHEN t.stipend_total IS NULL AND t.toolkit_cost IS NULL THEN NULL
       ELSE coalesce(t.stipend_total, 0) + coalesce(t.toolkit_cost, 0) END AS amount,
       t.person, a.household
FROM home a CROSS JOIN trainee t
WHERE t.household = a.household AND t.counts = 1
ORDER BY t.held DESC, t.entry;

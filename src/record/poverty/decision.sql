-- decision_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- decision_view(product, score, today)
SELECT CAST($3 AS BIGINT) AS today, p.since, p.until, p.whom, p.ceiling,
       s.household AS scored, s.held
FROM (SELECT 1 AS one) o
LEFT JOIN product p ON p.entry = $1
LEFT JOIN score s ON s.entry = $2;

-- decision_facts(thing, since)
SELECT d.entry, p.code, d.verdict, coalesce(p.once, 0) AS once, (
         SELECT count(*) FROM product n
         WHERE n.code = p.code AND n.counts = 1 AND n.since <= d.made
           AND (p.since IS NULL OR n.since > p.since)) AS newer,
       d.score, (
         SELECT CASE WHEN EXISTS (
             SELECT 1 FROM questionnaire q
             WHERE q.code = x.card AND q.counts = 1
               AND x.held + (q.valid_months * 146097 + 2400) / 4800 <= d.made)
           THEN NULL ELSE x.entry END FROM score x
         WHERE x.household = d.household AND x.counts = 1
           AND x.score IS NOT NULL AND x.held <= d.made AND NOT EXISTS (
             SELECT 1 FROM score n WHERE n.supersedes = x.entry
               AND n.counts = 1 AND n.held <= d.made)
         ORDER BY x.held DESC, x.entry DESC LIMIT 1) AS current
FROM decision d JOIN product p ON p.entry = d.product
WHERE d.thing = $1 AND d.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY d.made, d.entry;

-- decision_benefit(place, day, household)
-- What was decided and is not yet given: what is, speaks for itself.
WITH @homes
SELECT d.entry, d.made AS on_day,
       coalesce(p.programme || ' · ' || p.title, p.title) AS programme, d.amount,
       d.person, a.household
FROM home a CROSS JOIN decision d JOIN product p ON p.entry = d.product
WHERE d.household = a.household AND d.counts = 1 AND d.verdict = 0
  AND NOT EXISTS (SELECT 1 FROM award g
    WHERE g.decision = d.entry AND g.counts = 1)
  AND NOT EXISTS (SELECT 1 FROM house g
    WHERE g.decision = d.entry AND g.counts = 1)
  AND NOT EXISTS (SELECT 1 FROM insured g
    WHERE g.decision = d.entry AND g.counts = 1)
  AND NOT EXISTS (SELECT 1 FROM trainee g
    WHERE g.decision = d.entry AND g.counts = 1)
ORDER BY d.made DESC, d.entry;

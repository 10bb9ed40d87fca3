-- relief_given_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- relief_given_view(disaster, household, on_list, today)
SELECT CAST($4 AS BIGINT) AS today, d.since, (
         SELECT CAST(min(p.held) AS BIGINT) FROM disaster_phase p
         WHERE p.disaster = $1 AND p.counts = 1 AND p.place IS NULL
           AND p.phase = 3) AS ended,
       CASE WHEN d.entry IS NULL OR h.entry IS NULL THEN NULL
       WHEN EXISTS (SELECT 1 FROM area a
         WHERE a.place = h.place AND a.above = d.place) THEN 1 ELSE 0 END
         AS inside,
       l.disaster AS list_disaster,
       CASE WHEN l.entry IS NULL THEN NULL
       WHEN EXISTS (SELECT 1 FROM relief_list_households x
         WHERE x.entry = l.entry AND x.household = $2) THEN 1 ELSE 0 END
         AS stands
FROM (SELECT 1 AS one) o
LEFT JOIN disaster d ON d.entry = $1
LEFT JOIN household h ON h.entry = $2
LEFT JOIN relief_list l ON l.entry = $3;

-- relief_given_facts(thing, since)
SELECT g.entry, g.agency, h.place, g.rsp, g.held, g.what,
       CASE WHEN e.entry IS NULL THEN NULL ELSE coalesce(e.every, 0) END
         AS every,
       g.amount, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = g.rsp
           AND coalesce(r.indicator, 'relief') = 'relief') AS cutover
FROM relief_given g
JOIN household h ON h.entry = g.household AND h.counts = 1
LEFT JOIN disaster d ON d.entry = g.disaster AND d.counts = 1
LEFT JOIN disaster_package e ON e.entry = d.entry AND e.what = g.what
WHERE g.thing = $1 AND g.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY g.held, g.entry;

-- relief_given_benefit(household)
SELECT g.entry, g.held AS on_day,
       coalesce(d.title || ' · ' || g.goods, d.title) AS programme, g.amount,
       g.receiver AS person
FROM relief_given g JOIN disaster d ON d.entry = g.disaster
WHERE g.household = $1 AND g.counts = 1
ORDER BY g.held DESC, g.entry LIMIT 100;

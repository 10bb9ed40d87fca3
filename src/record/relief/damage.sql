-- damage_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- damage_view(disaster, household, today)
SELECT CAST($3 AS BIGINT) AS today, d.since, (
         SELECT CAST(min(p.held) AS BIGINT) FROM disaster_phase p
         WHERE p.disaster = $1 AND p.counts = 1 AND p.place IS NULL
           AND p.phase = 3) AS ended,
       CASE WHEN d.entry IS NULL OR h.entry IS NULL THEN NULL
       WHEN EXISTS (SELECT 1 FROM area a
         WHERE a.place = h.place AND a.above = d.place) THEN 1 ELSE 0 END
         AS inside
FROM (SELECT 1 AS one) o
LEFT JOIN disaster d ON d.entry = $1
LEFT JOIN household h ON h.entry = $2;

-- damage_facts(thing, since)
SELECT d.entry, d.disaster, d.household, h.place, d.held, d.house, d.living,
       d.dead, d.hurt, d.missing, d.ill, (
         SELECT CAST(sum(l.value) AS BIGINT) FROM damage_losses l
         WHERE l.entry = d.entry) AS lost,
       d.food, d.water, d.shelter, d.medicine
FROM damage d JOIN household h ON h.entry = d.household
WHERE d.thing = $1 AND d.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY d.held, d.entry;

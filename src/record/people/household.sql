-- household_view(place, today)
SELECT CAST($2 AS BIGINT) AS today,
       (SELECT level FROM place WHERE entry = $1) AS level;

-- household_facts(thing, since)
SELECT h.entry, m.entry AS member, b.rsp, b.project, h.place,
       m.joined, m.joined_grain, m.ended, m.ended_grain,
       CASE WHEN (
           SELECT s.state FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.since <= m.joined
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN m.joined ELSE (
           SELECT CAST(min(s.since) AS BIGINT) FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
             AND s.since > m.joined) END AS closed, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'hh') = 'hh') AS cutover
FROM household h
JOIN person p ON p.household = h.entry AND p.counts = 1
JOIN member m ON m.person = p.entry AND m.counts = 1
JOIN body b ON b.entry = m.body AND b.counts = 1 AND b.nature = 0
WHERE h.entry = $1 AND h.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY m.joined, m.entry;

-- household_stir(entry)
SELECT entry AS thing, CAST(NULL AS BIGINT) AS since, 'person' AS kind
FROM person WHERE household = $1;

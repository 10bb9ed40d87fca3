-- enterprise_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- enterprise_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- enterprise_facts(thing, since)
SELECT x.entry AS entry, x.formed, x.closed, m.person, p.sex, m.since, m.until,
       b.place, b.rsp, coalesce(x.project, b.project) AS project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'artisan') = 'artisan') AS cutover
FROM enterprise x
JOIN body b ON b.entry = x.body AND b.counts = 1
LEFT JOIN enterprise_artisans m ON m.entry = x.entry
LEFT JOIN person p ON p.entry = m.person
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry, m.n;

-- enterprise_stir(entry)
SELECT o.entry AS thing, CAST(NULL AS BIGINT) AS since, 'sale_order' AS kind
FROM sale_order o WHERE o.enterprise = $1
UNION ALL
SELECT s.entry, CAST(NULL AS BIGINT), 'sale'
FROM sale s WHERE s.enterprise = $1;

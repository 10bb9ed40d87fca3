-- health_worker_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- health_worker_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- health_worker_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT x.entry, x.since, x.until, x.trained, p.sex, x.body, b.place, b.rsp,
         coalesce(x.project, b.project) AS project
  FROM health_worker x JOIN body b ON b.entry = x.body AND b.counts = 1
  LEFT JOIN person p ON p.entry = x.person
  WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.since AS on_day, o.until, o.trained,
       o.sex, CAST(NULL AS BIGINT) AS month, CAST(NULL AS BIGINT) AS births,
       CAST(NULL AS BIGINT) AS referrals,
       CAST(NULL AS BIGINT) AS mothers_seen,
       CAST(NULL AS BIGINT) AS children_seen, o.body, o.place, o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'health') = 'health') AS cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'tba') = 'tba') AS tba_cutover
FROM own o
UNION ALL
SELECT 1, r.entry, NULL, NULL, NULL, NULL, r.month, r.births, r.referrals,
       r.mothers_seen, r.children_seen, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN health_report r ON r.health_worker = o.entry WHERE r.counts = 1
ORDER BY what, month, entry;

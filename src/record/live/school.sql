-- school_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- school_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- school_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT x.entry, x.opened, x.closed, x.pupils, x.body, b.place, b.rsp,
         coalesce(x.project, b.project) AS project
  FROM school x JOIN body b ON b.entry = x.body AND b.counts = 1
  WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.opened AS on_day, o.closed, o.pupils,
       CAST(NULL AS BIGINT) AS girls, CAST(NULL AS BIGINT) AS boys, o.body,
       o.place, o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'pupil') = 'pupil') AS cutover
FROM own o
UNION ALL
SELECT 1, e.entry, e.held, NULL, NULL, e.girls, e.boys, NULL, NULL, NULL, NULL,
       NULL
FROM own o JOIN enrolment e ON e.school = o.entry WHERE e.counts = 1
ORDER BY what, on_day, entry;

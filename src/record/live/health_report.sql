-- health_report_scope(health_worker)
SELECT b.place, b.rsp, b.project
FROM health_worker x JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- health_report_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- health_report_touch(entry)
SELECT health_worker AS thing, CAST(NULL AS BIGINT) AS since,
       'health_worker' AS kind
FROM health_report WHERE entry = $1;

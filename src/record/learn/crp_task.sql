-- crp_task_scope(crp)
SELECT place, rsp, project FROM crp WHERE entry = $1;

-- crp_task_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- crp_task_touch(entry)
SELECT crp AS thing, CAST(NULL AS BIGINT) AS since, 'crp' AS kind
FROM crp_task WHERE entry = $1;

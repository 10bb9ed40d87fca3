-- advocacy_step_scope(advocacy)
SELECT place, rsp, project FROM advocacy WHERE entry = $1;

-- advocacy_step_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- advocacy_step_touch(entry)
SELECT advocacy AS thing, CAST(NULL AS BIGINT) AS since, 'advocacy' AS kind
FROM advocacy_step WHERE entry = $1;

-- crp_check_scope(task)
SELECT c.place, c.rsp, c.project
FROM crp_task t JOIN crp c ON c.entry = t.crp WHERE t.entry = $1;

-- crp_check_view(task, today)
SELECT CAST($2 AS BIGINT) AS today, t.held AS done, c.person AS doer
FROM (SELECT 1 AS one) o
LEFT JOIN crp_task t ON t.entry = $1
LEFT JOIN crp c ON c.entry = t.crp;

-- crp_check_touch(entry)
SELECT t.crp AS thing, CAST(NULL AS BIGINT) AS since, 'crp' AS kind
FROM crp_check k JOIN crp_task t ON t.entry = k.task WHERE k.entry = $1;

-- crp_fee_scope(crp)
SELECT place, rsp, project FROM crp WHERE entry = $1;

-- crp_fee_view(task, expense, today)
SELECT CAST($3 AS BIGINT) AS today, t.crp AS doer, x.amount AS spent
FROM (SELECT 1 AS one) o
LEFT JOIN crp_task t ON t.entry = $1
LEFT JOIN expense x ON x.entry = $2;

-- crp_fee_touch(entry)
SELECT crp AS thing, CAST(NULL AS BIGINT) AS since, 'crp' AS kind
FROM crp_fee WHERE entry = $1;

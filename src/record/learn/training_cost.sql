-- training_cost_scope(training)
SELECT place, rsp, project FROM training WHERE entry = $1;

-- training_cost_view(training, expense, today)
SELECT CAST($3 AS BIGINT) AS today, t.rsp, x.rsp AS spent_by,
       x.amount AS spent
FROM (SELECT 1 AS one) o
LEFT JOIN training t ON t.entry = $1
LEFT JOIN expense x ON x.entry = $2;

-- training_cost_touch(entry)
SELECT training AS thing, CAST(NULL AS BIGINT) AS since, 'training' AS kind
FROM training_cost WHERE entry = $1;

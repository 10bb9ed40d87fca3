-- commitment_check_scope(awareness)
SELECT place, rsp, project FROM awareness WHERE entry = $1;

-- commitment_check_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- commitment_check_touch(entry)
SELECT awareness AS thing, CAST(NULL AS BIGINT) AS since, 'awareness' AS kind
FROM commitment_check WHERE entry = $1;

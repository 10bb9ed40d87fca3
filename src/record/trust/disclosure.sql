-- disclosure_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- disclosure_view(today)
SELECT CAST($1 AS BIGINT) AS today;

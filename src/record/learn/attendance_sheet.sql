-- attendance_sheet_scope(training)
SELECT place, rsp, project FROM training WHERE entry = $1;

-- attendance_sheet_view(training, today)
SELECT CAST($2 AS BIGINT) AS today, t.since, t.until
FROM (SELECT 1 AS one) o LEFT JOIN training t ON t.entry = $1;

-- attendance_sheet_touch(entry)
SELECT training AS thing, CAST(NULL AS BIGINT) AS since, 'training' AS kind
FROM attendance_sheet WHERE entry = $1;

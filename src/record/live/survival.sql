-- survival_scope(nrm)
SELECT b.place, b.rsp, b.project
FROM nrm x JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- survival_view(nrm, today)
SELECT CAST($2 AS BIGINT) AS today, x.held AS planted, x.quantity,
       coalesce(a.counted, 0) AS counted, a.first_months, a.last_months
FROM (SELECT 1 AS one) o
LEFT JOIN nrm x ON x.entry = $1
LEFT JOIN activity_kind a ON a.code = x.activity AND a.counts = 1;

-- survival_touch(entry)
SELECT nrm AS thing, CAST(NULL AS BIGINT) AS since, 'nrm' AS kind
FROM survival WHERE entry = $1;

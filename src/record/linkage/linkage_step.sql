-- linkage_step_scope(linkage)
SELECT b.place, b.rsp, b.project FROM linkage l JOIN body b ON b.entry = l.body
WHERE l.entry = $1;

-- linkage_step_view(linkage, today)
SELECT CAST($2 AS BIGINT) AS today, l.value, l.value_basis
FROM (SELECT 1 AS one) o LEFT JOIN linkage l ON l.entry = $1;

-- linkage_step_touch(entry)
SELECT linkage AS thing, CAST(NULL AS BIGINT) AS since, 'linkage' AS kind
FROM linkage_step WHERE entry = $1;

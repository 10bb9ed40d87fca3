-- scheme_objection_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- scheme_objection_view(scheme, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS begun
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1;

-- scheme_objection_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_objection x WHERE x.entry = $1;

-- estimate_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- estimate_view(scheme, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS begun, t.share
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1
LEFT JOIN scheme_type t ON t.code = s.type AND t.counts = 1;

-- estimate_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM estimate x WHERE x.entry = $1;

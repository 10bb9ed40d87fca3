-- scheme_step_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- scheme_step_view(scheme, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS begun
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1;

-- scheme_step_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_step x WHERE x.entry = $1;

-- scheme_step_limit(scheme, held, stage)
SELECT what, entry, on_day, n, choice, code, amount, a, b, c, one, two, three,
       also, way, account, taker
FROM scheme_said WHERE scheme = $1
UNION ALL
SELECT 15, CAST(NULL AS BYTEA), CAST($2 AS BIGINT), 0, CAST($3 AS BIGINT), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
ORDER BY on_day, what, entry NULLS FIRST, n, one;

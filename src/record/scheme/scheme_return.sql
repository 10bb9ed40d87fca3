-- scheme_return_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- scheme_return_view(scheme, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS begun
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1;

-- scheme_return_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_return x WHERE x.entry = $1;

-- scheme_return_limit(scheme, held, amount)
SELECT what, entry, on_day, n, choice, code, amount, a, b, c, one, two, three,
       also, way, account, taker
FROM scheme_said WHERE scheme = $1
UNION ALL
SELECT 19, CAST(NULL AS BYTEA), CAST($2 AS BIGINT), 0, NULL, NULL, CAST($3 AS BIGINT), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
ORDER BY on_day, what, entry NULLS FIRST, n, one;

-- scheme_tranche_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- scheme_tranche_view(scheme, meeting, account, into_account, today)
SELECT CAST($5 AS BIGINT) AS today, s.held AS begun, s.body,
       s.rsp, g.body AS met, g.held AS met_on, a.rsp AS account_of,
       b.body AS into_of
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1
LEFT JOIN meeting g ON g.entry = $2
LEFT JOIN account a ON a.entry = $3
LEFT JOIN account b ON b.entry = $4;

-- scheme_tranche_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_tranche x WHERE x.entry = $1;

-- scheme_tranche_limit(scheme, held, number, amount, is_last, meeting)
SELECT what, entry, on_day, n, choice, code, amount, a, b, c, one, two, three,
       also, way, account, taker
FROM scheme_said WHERE scheme = $1
UNION ALL
SELECT 16, CAST(NULL AS BYTEA), CAST($2 AS BIGINT), 0, NULL, NULL, CAST($4 AS BIGINT), CAST($3 AS BIGINT), coalesce(CAST($5 AS BIGINT), 0), NULL, (SELECT g.entry FROM meeting g WHERE g.entry = $6), NULL, NULL, NULL, NULL, NULL, NULL
ORDER BY on_day, what, entry NULLS FIRST, n, one;

-- scheme_handover_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- scheme_handover_view(scheme, committee, today)
SELECT CAST($3 AS BIGINT) AS today, s.held AS begun, s.body,
       c.body AS committee_of
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1
LEFT JOIN committee c ON c.entry = $2;

-- scheme_handover_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_handover x WHERE x.entry = $1;

-- scheme_handover_limit(scheme, held, opening, households, fee, committee)
SELECT what, entry, on_day, n, choice, code, amount, a, b, c, one, two, three,
       also, way, account, taker
FROM scheme_said WHERE scheme = $1
UNION ALL
SELECT 20, CAST(NULL AS BYTEA), CAST($2 AS BIGINT), 0, NULL, NULL, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), NULL, NULL, (SELECT k.entry FROM committee k WHERE k.entry = $6), NULL, NULL, NULL, NULL, NULL
ORDER BY on_day, what, entry NULLS FIRST, n, one;

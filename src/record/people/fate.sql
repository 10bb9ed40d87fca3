-- fate_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- fate_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- fate_touch(entry)
SELECT household AS thing, CAST(NULL AS BIGINT) AS since, 'household' AS kind
FROM fate WHERE entry = $1
UNION
SELECT s.thing, CAST(NULL AS BIGINT), 'score'
FROM fate f JOIN score s ON s.household = f.household WHERE f.entry = $1;

-- stipend_scope(trainee)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM trainee t JOIN household h ON h.entry = t.household WHERE t.entry = $1;

-- stipend_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- stipend_touch(entry)
SELECT trainee AS thing, CAST(NULL AS BIGINT) AS since, 'trainee' AS kind
FROM stipend WHERE entry = $1;

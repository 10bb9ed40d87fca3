-- followup_visit_scope(award, trainee)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM household h
WHERE h.entry = coalesce((SELECT a.household FROM award a WHERE a.entry = $1),
                         (SELECT t.household FROM trainee t WHERE t.entry = $2));

-- followup_visit_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- followup_visit_touch(entry)
SELECT a.thing AS thing, CAST(NULL AS BIGINT) AS since, 'award' AS kind
FROM followup_visit v JOIN award a ON a.entry = v.award WHERE v.entry = $1
UNION ALL
SELECT v.trainee, CAST(NULL AS BIGINT), 'trainee'
FROM followup_visit v WHERE v.entry = $1 AND v.trainee IS NOT NULL;

-- consent_scope(person)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM person p JOIN household h ON h.entry = p.household WHERE p.entry = $1;

-- consent_view(person, today)
SELECT CAST($2 AS BIGINT) AS today, p.born, p.born_grain
FROM (SELECT 1 AS one) o LEFT JOIN person p ON p.entry = $1;

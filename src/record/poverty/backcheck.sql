-- backcheck_scope(score)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM score s
JOIN household h ON h.entry = s.household WHERE s.entry = $1;

-- backcheck_view(score, today)
SELECT CAST($2 AS BIGINT) AS today, s.enumerator, s.survey, s.held, s.card
FROM (SELECT 1 AS one) o LEFT JOIN score s ON s.entry = $1;

-- backcheck_touch(entry)
SELECT DISTINCT g.thing, CAST(NULL AS BIGINT) AS since, 'stage' AS kind
FROM backcheck b JOIN sample_drawn d ON d.score = b.score
JOIN sample m ON m.entry = d.entry
JOIN stage g ON g.survey = m.survey WHERE b.entry = $1;

-- questionnaire_counts(entry)
SELECT counts FROM questionnaire WHERE entry = $1;

-- questionnaire_touch(entry)
-- How long its results stand is its to say.
SELECT DISTINCT s.household AS thing, CAST(NULL AS BIGINT) AS since,
       'household' AS kind
FROM questionnaire q JOIN score s ON s.card = q.code
WHERE q.entry = $1 AND s.household IS NOT NULL
UNION
SELECT n.entry, CAST(NULL AS BIGINT), 'need'
FROM questionnaire q JOIN score s ON s.card = q.code
JOIN need n ON n.household = s.household WHERE q.entry = $1;

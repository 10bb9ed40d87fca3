-- indicator_touch(entry)
SELECT DISTINCT f.thing, CAST(NULL AS BIGINT) AS since, 'filing' AS kind
FROM indicator i
JOIN filing_values v ON v.indicator = i.code
JOIN filing f ON f.entry = v.entry
WHERE i.entry = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM indicator i
JOIN questionnaire_questions s ON s.feeds = i.code
  OR substr(s.feeds, 1, length(i.code) + 1) = i.code || '='
JOIN questionnaire q ON q.entry = s.entry
JOIN response r ON r.questionnaire = q.code
WHERE i.entry = $1;

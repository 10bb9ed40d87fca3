-- environment_question_touch(entry)
SELECT s.entry AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM environment_question q CROSS JOIN scheme s WHERE q.entry = $1;

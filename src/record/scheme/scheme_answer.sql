-- scheme_answer_scope(objection)
SELECT s.place, s.rsp, s.project
FROM scheme_objection o JOIN scheme s ON s.entry = o.scheme WHERE o.entry = $1;

-- scheme_answer_view(objection, today)
SELECT CAST($2 AS BIGINT) AS today, s.held AS begun
FROM (SELECT 1 AS one) o LEFT JOIN scheme_objection s ON s.entry = $1;

-- scheme_answer_touch(entry)
SELECT o.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_answer x JOIN scheme_objection o ON o.entry = x.objection
WHERE x.entry = $1;

-- scheme_type_touch(entry)
SELECT s.entry AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_type t JOIN scheme s ON s.type = t.code WHERE t.entry = $1;

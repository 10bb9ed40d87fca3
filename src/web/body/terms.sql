-- web_terms_version(body)
SELECT CAST(coalesce(max(version), 0) AS BIGINT) FROM partnership
WHERE body = $1 AND counts = 1;

-- web_terms_staff(body, day)
SELECT s.entry FROM body b JOIN staff s ON s.rsp = b.rsp AND s.counts = 1
WHERE b.entry = $1 AND s.since <= $2 AND (s.until IS NULL OR s.until > $2)
ORDER BY s.code NULLS LAST, s.entry LIMIT 200;

-- web_bylaw_version(body)
SELECT CAST(coalesce(max(version), 0) AS BIGINT) FROM bylaw
WHERE body = $1 AND counts = 1;

-- web_bylaw_resolutions(body)
SELECT entry, passed, number, subject FROM resolution
WHERE body = $1 AND counts = 1
ORDER BY passed DESC, number DESC NULLS LAST, entry DESC LIMIT 40;

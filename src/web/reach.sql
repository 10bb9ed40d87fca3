-- web_barred(login, thing)
-- Is that complaint about them; of none: any of them.
SELECT 1 FROM barred
WHERE login = $1 AND (CAST($2 AS BYTEA) IS NULL OR thing = $2) LIMIT 1;

-- office_touch(entry)
SELECT DISTINCT t.thing AS thing, CAST(NULL AS BIGINT) AS since, 'term' AS kind
FROM office o JOIN term t ON t.office = o.code WHERE o.entry = $1;

-- partnership_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- partnership_view(body, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed,
       (SELECT body FROM resolution WHERE entry = $2) AS resolution_of
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- partnership_touch(entry)
SELECT f.thing AS thing, CAST(NULL AS BIGINT) AS since, 'formation' AS kind
FROM formation f WHERE f.partnership = $1;

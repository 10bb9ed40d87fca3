-- dialogue_scope(body, place)
SELECT place, rsp, project FROM body WHERE entry = $1
UNION ALL
SELECT entry, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM place
WHERE entry = $2 AND CAST($1 AS BYTEA) IS NULL;

-- dialogue_view(place, body, pathway, stage, today)
SELECT CAST($5 AS BIGINT) AS today, p.nature AS way, b.nature,
       (SELECT level FROM place WHERE entry = $1) AS level,
       (SELECT count(*) FROM pathway_stages s WHERE s.entry = p.entry) AS stages,
       (SELECT count(*) FROM pathway_stages s
        WHERE s.entry = p.entry AND s.code = $4) AS known
FROM (SELECT 1 AS one) o
LEFT JOIN pathway p ON p.code = $3
LEFT JOIN body b ON b.entry = $2
ORDER BY p.entry LIMIT 1;

-- dialogue_touch(entry)
SELECT f.thing AS thing, CAST(NULL AS BIGINT) AS since, 'formation' AS kind
FROM dialogue d JOIN formation f ON f.body = d.body WHERE d.entry = $1;

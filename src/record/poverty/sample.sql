-- sample_scope(survey)
SELECT place, rsp, project FROM survey WHERE entry = $1;

-- sample_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- sample_facts(thing, since)
SELECT m.entry, d.score,
       CASE WHEN s.survey = m.survey THEN 1 ELSE 0 END AS own
FROM sample m JOIN sample_drawn d ON d.entry = m.entry
LEFT JOIN score s ON s.entry = d.score
WHERE m.thing = $1 AND m.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY m.made, m.entry, d.n;

-- sample_touch(entry)
SELECT DISTINCT g.thing, CAST(NULL AS BIGINT) AS since, 'stage' AS kind
FROM sample m JOIN stage g ON g.survey = m.survey WHERE m.entry = $1;

-- stage_scope(survey)
SELECT place, rsp, project FROM survey WHERE entry = $1;

-- stage_view(survey, today)
SELECT CAST($2 AS BIGINT) AS today, s.since AS began
FROM (SELECT 1 AS one) o LEFT JOIN survey s ON s.entry = $1;

-- stage_facts(thing, since)
SELECT g.entry, g.state, g.since,
       CASE WHEN g.note IS NULL THEN 0 ELSE 1 END AS noted, (
         SELECT count(DISTINCT d.score) FROM sample m
         JOIN sample_drawn d ON d.entry = m.entry
         WHERE m.survey = g.survey AND m.counts = 1 AND m.made <= g.since
       ) AS sampled, (
         SELECT count(DISTINCT d.score) FROM sample m
         JOIN sample_drawn d ON d.entry = m.entry
         JOIN backcheck b ON b.score = d.score AND b.counts = 1
         WHERE m.survey = g.survey AND m.counts = 1 AND m.made <= g.since
           AND b.held <= g.since) AS checked
FROM stage g
WHERE g.thing = $1 AND g.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY g.since, g.state, g.entry;

-- stage_touch(entry)
SELECT s.thing, CAST(NULL AS BIGINT) AS since, 'score' AS kind
FROM stage g JOIN score s ON s.survey = g.survey AND s.held >= g.since
WHERE g.entry = $1;

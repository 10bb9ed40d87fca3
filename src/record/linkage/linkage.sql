-- linkage_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- linkage_view(body, resolution, meeting, today)
SELECT CAST($4 AS BIGINT) AS today, b.formed, r.body AS resolved_by,
       g.body AS met_body
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN resolution r ON r.entry = $2
LEFT JOIN meeting g ON g.entry = $3;

-- linkage_facts(thing, since)
SELECT 0 AS what, l.entry AS entry, l.requested AS on_day,
       CAST(NULL AS BIGINT) AS stage, l.promised, l.due, l.value, l.people_paid AS paid,
       CASE WHEN l.agency IS NULL AND l.office IS NULL THEN 1 ELSE 0 END
         AS self_help,
       a.answer_days, a.lapse_days, l.households, l.women, l.men,
       l.body, l.agency, b.place, b.rsp, b.project, l.sector, l.help, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND (r.indicator IS NULL OR r.indicator =
             CASE WHEN l.agency IS NULL AND l.office IS NULL THEN 'selfhelp'
             ELSE 'linkage' END)) AS cutover
FROM linkage l
LEFT JOIN body b ON b.entry = l.body
LEFT JOIN agency a ON a.entry = l.agency AND a.counts = 1
WHERE l.entry = $1 AND l.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT 1, s.entry, s.held, s.stage, NULL, s.due, s.value, s.people_paid, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM linkage l JOIN linkage_step s ON s.linkage = l.entry
WHERE l.entry = $1 AND l.counts = 1 AND s.counts = 1
ORDER BY 1, 3, 2;

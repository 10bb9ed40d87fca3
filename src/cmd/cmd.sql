-- place_by_code(code)
SELECT DISTINCT c.entry FROM place_codes c JOIN place p ON p.entry = c.entry
WHERE c.code = $1 AND p.counts = 1 ORDER BY c.entry LIMIT 2;

-- waiting_reasons()
SELECT why, count(DISTINCT entry) AS entries FROM waiting
WHERE why <> 'there'
GROUP BY why ORDER BY why;

-- waiting_entries()
SELECT count(DISTINCT entry) AS entries FROM waiting;

-- postings_of_entry(entry)
SELECT month, indicator, place, rsp, project, amount FROM posting
WHERE entry = $1 ORDER BY month, indicator, place, rsp, project, thing;

-- device_list()
SELECT d.entry, d.key, d.name, d.holder, d.last, c.seq, c.contested
FROM device d LEFT JOIN chain c ON c.device = d.entry
WHERE d.counts = 1 ORDER BY d.name, d.entry;

-- user_list()
SELECT a.entry, a.login, a.name, a.role, a.place, a.rsp, a.project, a.since,
       a.until, c.changed
FROM access a LEFT JOIN credential c ON c.login = a.login
WHERE a.counts = 1 ORDER BY a.login, a.entry;

-- project_year(project)
SELECT year_begins FROM project WHERE entry = $1;

-- demo_indicator(code)
SELECT scale, CASE WHEN unit = 4 THEN 1 ELSE 0 END AS rupees
FROM indicator WHERE code = $1 AND counts = 1 LIMIT 1;

-- parts_since(since)
SELECT count(*) FROM part WHERE n > $1;

-- entry_last_since(since)
SELECT coalesce(max(n), CAST($1 AS BIGINT)) FROM entry;

-- demo_score(household, day)
SELECT entry, score FROM score
WHERE household = $1 AND counts = 1 AND held <= $2
ORDER BY held DESC, entry LIMIT 1;

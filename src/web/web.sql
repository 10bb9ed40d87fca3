-- web_session(token, since)
SELECT login, lang, made FROM session WHERE token = $1 AND made > $2;

-- web_alive()
SELECT value FROM meta WHERE name = 'log';

-- web_gauge(code)
SELECT name, name_ur, name_sd, scale, across FROM indicator
WHERE code = $1 ORDER BY counts DESC, entry LIMIT 1;

-- web_months()
SELECT min(month), max(month) FROM figure_month;

-- web_place_hint(entry, day)
SELECT p.name, p.name_ur, p.name_sd FROM area a
JOIN place p ON p.entry = a.above
WHERE a.place = $1 AND a.above <> $1 AND a.level IN (1, 3, 4)
  AND a.since <= $2 AND a.until > $2
ORDER BY a.level DESC, a.above LIMIT 2;

-- web_postings_of_entry(entry, thing)
SELECT p.indicator, p.month, p.place, p.rsp, p.amount FROM posting p
WHERE p.thing = $2 AND p.entry = $1 AND p.indicator NOT LIKE 'open.%'
ORDER BY p.indicator, p.month, p.place, p.rsp, p.project LIMIT 200;

-- web_fixes(answers, shipped)
SELECT f.entry, f.why, f.withdraw, f.body, f.counts, e.author, e.at
FROM fix f JOIN entry e ON e.id = f.entry
WHERE f.answers = $1
ORDER BY f.counts DESC, CASE WHEN e.device = $2 THEN e.seq ELSE 0 END,
         e.hash DESC
LIMIT 20;

-- web_device(entry)
SELECT name, holder FROM device WHERE entry = $1;

-- web_root(device)
SELECT holder, last FROM root WHERE device = $1;

-- web_parents(place)
SELECT a.above, a.level, a.since, a.until FROM area a
WHERE a.place = $1 AND a.above <> $1 ORDER BY a.level, a.since, a.above;

-- web_children(place, day)
SELECT p.entry, p.level FROM place p
JOIN area a ON a.place = p.entry AND a.above = $1
  AND a.since <= $2 AND a.until > $2
WHERE p.entry <> $1 AND p.counts = 1 AND (p.lg = $1 OR p.revenue = $1
  OR p.entry IN (SELECT m.place FROM move m
                 WHERE (m.lg = $1 OR m.revenue = $1) AND m.counts = 1))
ORDER BY p.level, p.name, p.entry LIMIT 1000;

-- web_aliases(place)
SELECT name, entry FROM alias WHERE place = $1 ORDER BY name, entry LIMIT 50;

-- web_filings(place)
SELECT entry, rsp, as_of, counts, source FROM filing WHERE place = $1
ORDER BY as_of DESC, rsp, entry LIMIT 24;

-- web_runs(most)
SELECT n, file, kind, login, at, good, known, bad, queued FROM import_run
ORDER BY n DESC LIMIT $1;

-- web_run(n)
SELECT file, kind, login, at, good, known, bad, queued FROM import_run
WHERE n = $1;

-- web_rejects(run)
SELECT sheet, line, field, reason, cells FROM import_reject WHERE run = $1
ORDER BY n;

-- web_waits()
SELECT (SELECT count(*) FROM naming WHERE settled IS NULL) AS names,
       (SELECT count(*) FROM (SELECT DISTINCT entry FROM waiting
        WHERE why <> 'claim') AS w)
         AS entries,
       (SELECT count(*) FROM finding WHERE level = 1) AS stops,
       (SELECT count(*) FROM finding WHERE level = 0) AS warns;

-- web_devices()
SELECT d.entry, d.name, d.holder, d.last, c.seq, c.contested,
       (SELECT max(e.at) FROM entry e
        WHERE e.device = d.entry AND e.seq = c.seq) AS heard,
       (SELECT count(*) FROM root o WHERE o.device = d.entry) AS roots
FROM device d LEFT JOIN chain c ON c.device = d.entry
WHERE d.counts = 1 ORDER BY d.name, d.entry;

-- web_device_told(device)
SELECT d.name, d.holder, d.last, c.seq, coalesce(c.contested, 0)
FROM device d LEFT JOIN chain c ON c.device = d.entry
WHERE d.entry = $1 AND d.counts = 1;

-- web_device_entries(device, upto, most)
-- Another entry may stand under the same id: then this one is a mere claim.
SELECT e.id, e.seq, e.kind, e.author, e.at,
       CASE WHEN s.hash <> e.hash THEN 'claim' ELSE (
         SELECT min(w.why) FROM waiting w
         WHERE w.entry = e.id AND w.why NOT IN ('there', 'claim')) END
FROM entry e LEFT JOIN stands s ON s.id = e.id WHERE e.device = $1 AND e.seq <= $2
ORDER BY e.seq DESC, e.hash LIMIT $3;

-- web_device_end(device)
SELECT c.seq, (SELECT count(*) FROM root o WHERE o.device = c.device) AS roots
FROM chain c WHERE c.device = $1;

-- web_access()
SELECT entry, login, name, role, place, rsp, project, since, until,
       (SELECT max(s.used) FROM session s WHERE s.login = access.login) AS seen
FROM access WHERE counts = 1 ORDER BY login, since, entry;

-- web_reveals(most)
-- Few are reveals of all that was signed: they come first (CROSS JOIN).
SELECT v.entry, v.about, v.why, e.author, e.at
FROM reveal v CROSS JOIN entry e WHERE e.id = v.entry AND v.counts = 1
ORDER BY e.at DESC, v.entry, e.hash LIMIT $1;

-- web_latest(most)
SELECT id, kind, author, at FROM entry ORDER BY n DESC LIMIT $1;

-- web_project_year(project)
SELECT year_begins FROM project WHERE entry = $1;

-- web_places_of_level(level)
SELECT name, name_ur, name_sd, entry FROM place
WHERE level = $1 AND counts = 1 ORDER BY name, entry;

-- web_waiting()
SELECT w.entry, min(w.why), min(e.kind), min(e.author), min(e.at)
FROM waiting w JOIN entry e ON e.id = w.entry
WHERE w.why <> 'claim' GROUP BY w.entry ORDER BY min(e.at) DESC, w.entry LIMIT 500;

-- web_marked()
SELECT f.entry, f.what, e.kind, e.author, e.at
FROM finding f JOIN entry e ON e.id = f.entry
ORDER BY f.level DESC, e.at DESC, f.entry, f.origin, f.n, e.hash LIMIT 500;

-- web_naming(most)
SELECT n, said, within, level, source, rows_waiting FROM naming
WHERE settled IS NULL ORDER BY rows_waiting DESC, n LIMIT $1;

-- web_naming_near(within, level, day, most)
SELECT p.entry, p.name FROM area a JOIN place p ON p.entry = a.place
WHERE a.above = $1 AND p.level = $2 AND a.since <= $3 AND a.until > $3
ORDER BY p.name, p.entry LIMIT $4;

-- web_bandings()
SELECT code, programme FROM banding WHERE counts = 1 ORDER BY code, entry;

-- web_cards()
SELECT code, title FROM questionnaire WHERE counts = 1 AND purpose = 0
ORDER BY code, entry;

-- web_lines()
SELECT DISTINCT line, CAST('' AS TEXT) AS title FROM likelihood
WHERE counts = 1 ORDER BY line;

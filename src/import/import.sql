-- finder_places()
SELECT entry, level, name, name_ur, name_sd FROM place WHERE counts = 1
ORDER BY entry;

-- finder_aliases()
SELECT a.place, p.level, a.name FROM alias a JOIN place p ON p.entry = a.place
WHERE a.counts = 1 AND p.counts = 1 ORDER BY a.entry;

-- finder_codes()
SELECT c.entry, p.level, c.code FROM place_codes c
JOIN place p ON p.entry = c.entry WHERE p.counts = 1 ORDER BY c.entry, c.n;

-- finder_rsps()
SELECT entry, code, name, name_ur, name_sd FROM rsp WHERE counts = 1
ORDER BY entry;

-- finder_rsp_names()
SELECT s.entry, s.name FROM rsp_also s JOIN rsp r ON r.entry = s.entry
WHERE r.counts = 1 ORDER BY s.entry, s.n;

-- finder_within(place, above, on)
SELECT CASE WHEN since <= $3 AND until > $3 THEN 1 ELSE 0 END AS now
FROM area WHERE place = $1 AND above = $2 ORDER BY 1 DESC LIMIT 1;

-- finder_projects()
SELECT entry, code, name FROM project WHERE counts = 1 ORDER BY entry;

-- import_has(id)
SELECT kind FROM entry WHERE id = $1 LIMIT 1;

-- import_stretch(first, last)
SELECT id FROM entry WHERE id >= $1 AND id <= $2 ORDER BY id;

-- import_indicators()
SELECT code, name, name_ur, name_sd, scale, unit FROM indicator
WHERE counts = 1 ORDER BY entry;

-- column_of(kind, heading)
SELECT field FROM column_map WHERE kind = $1 AND heading = $2;

-- column_put(kind, heading, field)
INSERT INTO column_map (kind, heading, field) VALUES ($1, $2, $3)
ON CONFLICT (kind, heading) DO UPDATE SET field = excluded.field;

-- import_run_next()
SELECT coalesce(max(n), 0) + 1 AS n FROM import_run;

-- import_run_put(n, file, hash, kind, login, at, good, known, bad, queued)
INSERT INTO import_run (n, file, hash, kind, login, at, good, known, bad,
                        queued)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- import_reject_put(run, n, sheet, line, field, reason, cells)
INSERT INTO import_reject (run, n, sheet, line, field, reason, cells)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- naming_next()
SELECT coalesce(max(n), 0) + 1 AS n FROM naming;

-- naming_put(n, said, folded, within, level, source, rows)
INSERT INTO naming (n, said, folded, within, level, source, rows_waiting)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (folded, within, level) DO UPDATE
SET rows_waiting = excluded.rows_waiting;

-- naming_all()
SELECT n, said, folded, within, level, source FROM naming ORDER BY n;

-- naming_waiting()
SELECT f.named, f.place, count(*) AS waits, min(f.source) AS source,
       p.name, p.level
FROM filing f JOIN place p ON p.entry = f.place
WHERE f.named IS NOT NULL AND f.counts = 1
GROUP BY f.named, f.place, p.name, p.level ORDER BY f.place, f.named;

-- naming_filings(place, named)
SELECT entry FROM filing WHERE place = $1 AND named = $2 AND counts = 1
ORDER BY entry;

-- naming_strike(folded, within, level, place)
UPDATE naming SET settled = $4, rows_waiting = 0
WHERE folded = $1 AND within = $2 AND level = $3;

-- naming_strike_row(n, place)
UPDATE naming SET settled = $2, rows_waiting = 0 WHERE n = $1;

-- naming_within(place, above)
SELECT 1 AS yes FROM area WHERE place = $1 AND above = $2 AND place <> above
LIMIT 1;

-- naming_alias(place)
SELECT name FROM alias WHERE place = $1 AND counts = 1 ORDER BY entry;

-- import_answered(answers)
SELECT id FROM entry WHERE answers = $1 ORDER BY hash DESC LIMIT 1;

-- roster_body(body)
SELECT place, code, sex, formed, formed_grain FROM body WHERE entry = $1;

-- census_cards()
SELECT entry, code FROM questionnaire
WHERE counts = 1 AND purpose = 0 AND about = 0 ORDER BY entry;

-- census_survey(survey)
SELECT card FROM survey WHERE entry = $1 AND counts = 1;

-- targets_all()
SELECT t.entry, t.indicator, t.place, t.rsp, t.project, t.begins, t.ends,
       t.amount, p.name, p.name_ur, p.name_sd, r.code
FROM target t
LEFT JOIN place p ON p.entry = t.place
LEFT JOIN rsp r ON r.entry = t.rsp
WHERE t.counts = 1
ORDER BY p.name NULLS FIRST, r.code NULLS FIRST, t.indicator, t.begins,
         t.ends, t.entry;

-- targets_within(place, above, day)
SELECT 1 FROM area WHERE place = $1 AND above = $2 AND since <= $3
  AND until > $3;

-- changes_latest()
SELECT entry FROM publication WHERE counts = 1
ORDER BY as_of DESC, entry DESC LIMIT 1;

-- changes_publication(entry)
SELECT report, arguments, title, as_of, format, content FROM publication
WHERE entry = $1;

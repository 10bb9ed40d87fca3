-- verdict_any()
SELECT 1 FROM verdict LIMIT 1;

-- verdict_entries_of(entry)
SELECT entry_id FROM verdict_entries WHERE entry = $1 ORDER BY n;

-- verdict_counts(entry)
SELECT says FROM verdict WHERE entry = $1 AND counts = 1;

-- verdict_about(entry_id)
SELECT DISTINCT v.entry, v.says, v.author, v.signed, v.why
FROM verdict_entries x JOIN verdict v ON v.entry = x.entry
WHERE x.entry_id = $1 AND v.counts = 1 ORDER BY v.signed DESC, v.entry;

-- verdict_naming(entry_id)
SELECT DISTINCT entry FROM verdict_entries WHERE entry_id = $1 ORDER BY entry;

-- verdict_by(author)
SELECT entry FROM verdict WHERE author = $1 ORDER BY entry;

-- verdict_page(after, most)
SELECT entry FROM verdict WHERE entry > $1 ORDER BY entry LIMIT $2;

-- verdict_returned(author)
SELECT c.entry, c.kind, c.signed, v.entry, v.author, v.signed, v.why
FROM checking c JOIN verdict v ON v.entry = c.verdict
WHERE c.author = $1 AND c.state = 2
ORDER BY v.signed DESC, c.kind, c.entry LIMIT 200;

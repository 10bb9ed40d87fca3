-- attachment_named(file)
SELECT 1 FROM attachment WHERE file = $1 LIMIT 1;

-- attachment_page(after, most)
SELECT entry, file, bytes, people, type FROM attachment WHERE entry > $1
ORDER BY entry LIMIT $2;

-- attachment_about(about)
SELECT a.entry, a.type, a.bytes, a.people, a.title, a.signed, a.author
FROM attachment a WHERE a.about = $1 AND a.counts = 1
ORDER BY a.signed DESC, a.entry;

-- attachment_find(entry)
SELECT about, file, bytes, type, people, title FROM attachment
WHERE entry = $1 AND counts = 1;

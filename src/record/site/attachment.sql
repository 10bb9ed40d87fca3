-- attachment_named(file)
SELECT 1 FROM attachment WHERE file = $1 LIMIT 1;

-- attachment_brought(file, device)
-- Of the one whose file that device brings: its size; 1 where it was erased.
SELECT a.bytes, CASE WHEN EXISTS (
  SELECT 1 FROM erasure x WHERE x.about = a.entry AND x.counts = 1)
  THEN 1 ELSE 0 END AS erased
FROM attachment a JOIN entry e ON e.id = a.entry
WHERE a.file = $1 AND e.device = $2 ORDER BY 2, a.entry LIMIT 1;

-- attachment_page(after, most)
-- Those that were erased have no file any more.
SELECT a.entry, a.file, a.bytes, a.people, a.type FROM attachment a
WHERE a.entry > $1 AND NOT EXISTS (
  SELECT 1 FROM erasure x WHERE x.about = a.entry AND x.counts = 1)
ORDER BY a.entry LIMIT $2;

-- attachment_about(about)
SELECT a.entry, a.type, a.bytes, a.people, a.title, a.signed, a.author
FROM attachment a WHERE a.about = $1 AND a.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM erasure x WHERE x.about = a.entry AND x.counts = 1)
ORDER BY a.signed DESC, a.entry;

-- attachment_find(entry)
SELECT a.about, a.file, a.bytes, a.type, a.people, a.title FROM attachment a
WHERE a.entry = $1 AND a.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM erasure x WHERE x.about = a.entry AND x.counts = 1);

-- attachment_erased()
SELECT DISTINCT a.file FROM erasure e JOIN attachment a ON a.entry = e.about
WHERE e.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM attachment b
  WHERE b.file = a.file AND b.counts = 1 AND NOT EXISTS (
    SELECT 1 FROM erasure x WHERE x.about = b.entry AND x.counts = 1))
ORDER BY a.file;

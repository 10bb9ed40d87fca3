-- web_barred(login, thing)
-- Is that complaint about them; of none: any of them.
SELECT 1 FROM barred
WHERE login = $1 AND (CAST($2 AS BYTEA) IS NULL OR thing = $2) LIMIT 1;

-- web_entry_books(entry)
-- The books in which it stands.
SELECT DISTINCT l.book, CASE WHEN b.entry IS NULL THEN 1 ELSE 0 END AS of_rsp
FROM book_line l LEFT JOIN body b ON b.entry = l.book
WHERE l.entry = $1
ORDER BY l.book LIMIT 8;

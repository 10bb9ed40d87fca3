-- provision_view(book, today)
SELECT CAST($2 AS BIGINT) AS today,
       CASE WHEN EXISTS (SELECT 1 FROM body b WHERE b.entry = $1)
              OR EXISTS (SELECT 1 FROM rsp r WHERE r.entry = $1)
       THEN 1 ELSE 0 END AS book;

-- provision_facts(thing, since)
SELECT p.entry, p.book, p.fund, p.held, p.amount FROM provision p
WHERE p.entry = $1 AND p.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY p.entry;

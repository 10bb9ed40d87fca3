-- cash_count_view(book, today)
SELECT CAST($2 AS BIGINT) AS today,
       CASE WHEN EXISTS (SELECT 1 FROM body b WHERE b.entry = $1)
              OR EXISTS (SELECT 1 FROM rsp r WHERE r.entry = $1)
       THEN 1 ELSE 0 END AS book;

-- closing_view(book, today)
SELECT CAST($2 AS BIGINT) AS today,
       CASE WHEN EXISTS (SELECT 1 FROM body b WHERE b.entry = $1)
              OR EXISTS (SELECT 1 FROM rsp r WHERE r.entry = $1)
       THEN 1 ELSE 0 END AS book;

-- closing_touch(entry)
-- What was booked up to that month and is not in the cut is booked later. CROSS
-- JOIN: SQLite looks the entry up first, not all that its device ever wrote.
SELECT DISTINCT l.thing AS thing, CAST(NULL AS BIGINT) AS since, b.kind AS kind
FROM closing c
JOIN book_line l ON l.book = c.book AND l.month <= c.month + 1
JOIN booking b ON b.event = l.event
WHERE c.entry = $1 AND NOT EXISTS (
  SELECT 1 FROM entry e CROSS JOIN closing_heads h
  WHERE e.id = l.entry AND h.entry = c.entry AND h.device = e.device
    AND h.seq >= e.seq);

-- closing_again(entry)
-- Fixes of what is booked in that book may count no more.
WITH own AS (
  SELECT m.entry FROM closing c JOIN meeting m ON m.body = c.book
  WHERE c.entry = $1
  UNION
  SELECT o.entry FROM closing c JOIN opening o ON o.body = c.book
  WHERE c.entry = $1)
SELECT f.entry AS entry FROM own w JOIN fix f ON f.answers = w.entry
UNION
SELECT g.entry FROM own w JOIN fix f ON f.answers = w.entry
JOIN fix g ON g.answers = f.entry
ORDER BY entry;

-- closing_any()
SELECT 1 FROM closing LIMIT 1;

-- closing_of(book)
SELECT entry, month FROM closing WHERE book = $1 AND counts = 1
ORDER BY month, entry;

-- closing_covers(closing, device, seq)
SELECT 1 FROM closing_heads
WHERE entry = $1 AND device = $2 AND seq >= $3 LIMIT 1;

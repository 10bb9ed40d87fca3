-- web_slip_lines(entry)
-- What an entry booked; cash last of each event. Whose it is where the head is
-- kept by no parts: the loan's whose charge or fee it is.
SELECT l.event, l.book, l.head, l.party, l.on_day,
       CAST(sum(l.amount) AS BIGINT) AS amount, coalesce(h.nature, 0) AS nature,
       coalesce(h.cash, 0) AS cash,
       CASE WHEN coalesce(h.cash, 0) = 0 THEN o.entry END AS loan
FROM book_line l
LEFT JOIN loan o ON o.entry = l.thing AND l.party IS NULL
LEFT JOIN (SELECT code, max(nature) AS nature, max(cash) AS cash
           FROM account_head WHERE counts = 1 GROUP BY code) h
  ON h.code = l.head
WHERE l.entry = $1
GROUP BY l.event, l.book, l.head, l.party, l.on_day, h.nature, h.cash, o.entry
HAVING sum(l.amount) <> 0
ORDER BY l.on_day, l.event, cash, l.head, l.book, l.party, o.entry;

-- web_slip_any(entry)
SELECT 1 FROM book_line WHERE entry = $1 LIMIT 1;

-- web_slip_balance(book, head, party, day)
SELECT CAST(coalesce(sum(amount), 0) AS BIGINT)
FROM book_line WHERE party = $3 AND book = $1 AND head = $2 AND on_day <= $4;

-- web_slip_event(event)
SELECT title, title_ur, title_sd FROM booking
WHERE event = $1 AND counts = 1 ORDER BY entry LIMIT 1;

-- web_slip_head(code)
SELECT name, name_ur, name_sd FROM account_head
WHERE code = $1 AND counts = 1 ORDER BY entry LIMIT 1;

-- web_slip_coded(first, last)
-- Entries whose ids begin so, that booked something.
SELECT e.id, e.kind FROM entry e
WHERE e.id >= $1 AND e.id < $2 AND e.answers IS NULL
  AND EXISTS (SELECT 1 FROM book_line l WHERE l.entry = e.id)
ORDER BY e.id, e.hash LIMIT 20;

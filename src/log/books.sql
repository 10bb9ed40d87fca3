-- book_line_of_thing(thing)
SELECT entry, event, book, head, party, fund, on_day, month, amount
FROM book_line WHERE thing = $1 ORDER BY n;

-- book_line_put(thing, n, entry, event, book, head, party, fund, on_day, month,
--               amount)
INSERT INTO book_line (thing, n, entry, event, book, head, party, fund, on_day,
                       month, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- book_line_delete(thing, n)
DELETE FROM book_line WHERE thing = $1 AND n = $2;

-- book_balance_add(book, head, fund, month, amount, n)
INSERT INTO book_balance (book, head, fund, month, amount, n)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (book, head, fund, month)
DO UPDATE SET amount = book_balance.amount + excluded.amount,
              n = book_balance.n + excluded.n;

-- book_balance_sweep(book, head, fund, month)
DELETE FROM book_balance
WHERE book = $1 AND head = $2 AND fund = $3 AND month = $4 AND n = 0;

-- book_entry(entry)
SELECT e.device, e.seq FROM entry e
LEFT JOIN stands s ON s.id = e.id AND s.hash = e.hash
WHERE e.id = $1 ORDER BY s.hash IS NULL, e.hash LIMIT 1;

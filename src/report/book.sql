-- book_of(entry)
SELECT CAST(0 AS BIGINT) AS of_rsp, code, name, name_ur, name_sd FROM body
WHERE entry = $1
UNION ALL
SELECT 1, code, name, name_ur, name_sd FROM rsp WHERE entry = $1
ORDER BY of_rsp;

-- book_by_code(code)
SELECT entry FROM body WHERE code = $1 AND counts = 1 ORDER BY entry LIMIT 2;

-- book_fund(entry)
SELECT title, title_ur, title_sd FROM fund WHERE entry = $1;

-- book_heads()
SELECT code, name, name_ur, name_sd, nature, coalesce(party, 0), cash, whose
FROM account_head WHERE counts = 1 ORDER BY place_in, code, entry;

-- book_before(book, month, funds, fund)
-- funds: 0 all, 1 in none, 2 that one; in none is sixteen noughts.
SELECT head, CAST(sum(amount) AS BIGINT) FROM book_balance
WHERE book = $1 AND month < $2 AND (CAST($3 AS BIGINT) = 0 OR fund = $4)
GROUP BY head ORDER BY head;

-- book_within(book, since, until, funds, fund, on)
-- Up to the end of a day of the last month.
SELECT head,
       CAST(sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN amount < 0 THEN 0 - amount ELSE 0 END) AS BIGINT)
FROM book_line
WHERE book = $1 AND month >= $2 AND month <= $3
  AND (CAST($4 AS BIGINT) = 0 OR (CAST($4 AS BIGINT) = 1 AND fund IS NULL)
       OR fund = $5)
  AND on_day <= $6
GROUP BY head ORDER BY head;

-- book_lines(book, since, until, funds, fund, head, party, most, on)
SELECT thing, entry, party, fund, event, head, on_day, month, amount
FROM book_line
WHERE book = $1 AND month >= $2 AND month <= $3
  AND (CAST($4 AS BIGINT) = 0 OR (CAST($4 AS BIGINT) = 1 AND fund IS NULL)
       OR fund = $5)
  AND (CAST($6 AS TEXT) = '' OR head = $6)
  AND (CAST($7 AS BYTEA) IS NULL OR party = $7) AND on_day <= $9
ORDER BY month, on_day, entry, event, fund IS NOT NULL, fund, thing, n LIMIT $8;

-- book_party_before(book, head, party, month, funds, fund)
SELECT CAST(sum(amount) AS BIGINT) FROM book_line
WHERE party = $3 AND book = $1 AND head = $2 AND month < $4
  AND (CAST($5 AS BIGINT) = 0 OR (CAST($5 AS BIGINT) = 1 AND fund IS NULL)
       OR fund = $6);

-- book_event(event)
SELECT title, title_ur, title_sd FROM booking
WHERE event = $1 AND counts = 1 ORDER BY entry DESC LIMIT 1;

-- book_days(book)
-- Of box, bank and hand: what each part of them gained or lost on a day.
SELECT l.head, l.party, l.on_day, CAST(sum(l.amount) AS BIGINT)
FROM book_line l
WHERE l.book = $1
  AND l.head IN (SELECT h.code FROM account_head h
                 WHERE h.counts = 1 AND h.cash = 1)
GROUP BY l.head, l.party, l.on_day
ORDER BY l.head, l.party IS NOT NULL, l.party, l.on_day;

-- book_box_days(book)
SELECT on_day, CAST(sum(amount) AS BIGINT) FROM book_line
WHERE book = $1 AND head = 'box' GROUP BY on_day ORDER BY on_day;

-- book_box_by(book, entry, on_day)
-- What one entry alone brought on its day.
SELECT CAST(sum(amount) AS BIGINT) FROM book_line
WHERE entry = $2 AND book = $1 AND head = 'box' AND on_day = $3;

-- book_counted(book, since, until)
SELECT c.entry, CAST(0 AS BIGINT) AS of_meeting, c.held, c.amount
FROM cash_count c
WHERE c.book = $1 AND c.held >= $2 AND c.held <= $3 AND c.counts = 1
UNION ALL
SELECT g.entry, 1, g.held, g.boxed FROM meeting g
WHERE g.body = $1 AND g.held >= $2 AND g.held <= $3 AND g.counts = 1
  AND g.boxed IS NOT NULL
ORDER BY 3, 2, 1;

-- book_month_lines(book, month)
SELECT entry, event, head, party, fund, on_day, amount FROM book_line
WHERE book = $1 AND month = $2
ORDER BY on_day, entry, event, head, party IS NOT NULL, party,
         fund IS NOT NULL, fund, amount, thing, n;

-- book_month_balances(book, month)
SELECT head, fund, CAST(sum(amount) AS BIGINT) FROM book_balance
WHERE book = $1 AND month <= $2 GROUP BY head, fund ORDER BY head, fund;

-- bank_statement_last(account, held)
SELECT entry, held, balance FROM bank_statement
WHERE account = $1 AND held <= $2 AND counts = 1
ORDER BY held DESC, entry LIMIT 1;

-- bank_items(account, held)
SELECT i.on_day, i.amount, i.reference, i.matches
FROM bank_statement s JOIN bank_statement_item i ON i.entry = s.entry
WHERE s.account = $1 AND s.held <= $2 AND s.counts = 1
ORDER BY i.on_day, s.held, s.entry, i.n;

-- bank_booked(account, held)
SELECT entry, on_day, CAST(sum(amount) AS BIGINT) FROM book_line
WHERE party = $1 AND head = 'bank' AND on_day <= $2
GROUP BY entry, on_day ORDER BY on_day, entry;

-- bank_first(account, held)
SELECT coalesce(s.since, (SELECT min(i.on_day) FROM bank_statement_item i
                          WHERE i.entry = s.entry), s.held) AS since, s.carried
FROM bank_statement s
WHERE s.account = $1 AND s.held <= $2 AND s.counts = 1
ORDER BY s.held, s.entry LIMIT 1;

-- web_book_months(book)
SELECT CAST(min(month) AS BIGINT), CAST(max(month) AS BIGINT)
FROM book_balance WHERE book = $1;

-- web_book_closed(book)
SELECT c.entry, c.month, c.held, c.digest, c.author, c.counted, c.agreed,
       c.listed, c.printed
FROM closing c WHERE c.book = $1 AND c.counts = 1
ORDER BY c.month DESC, c.entry LIMIT 240;

-- web_book_accounts(book)
-- Those it opened, and those that went over to it.
SELECT entry, bank, branch, title FROM account
WHERE counts = 1 AND (body = $1 OR rsp = $1 OR EXISTS (
  SELECT 1 FROM conveyance c
  WHERE c.account = account.entry AND c.body = $1 AND c.counts = 1))
ORDER BY closed IS NOT NULL, opened, entry LIMIT 100;

-- web_book_funds(book)
SELECT f.entry, f.title, f.title_ur, f.title_sd,
       (SELECT CAST(sum(s.amount) AS BIGINT) FROM book_balance s
        JOIN account_head h ON h.code = s.head AND h.counts = 1 AND h.cash = 1
        WHERE s.book = $1 AND s.fund = f.entry) AS cash_left
FROM fund f
WHERE f.counts = 1 AND (f.rsp = $1 OR f.entry IN (
  SELECT w.fund FROM fund_with w WHERE w.body = $1))
ORDER BY f.since, f.entry LIMIT 200;

-- web_book_heads(book)
-- How far the chains went, as this site has them, of all devices that said
-- something of this book, with their fixes.
WITH RECURSIVE told(entry) AS (
  SELECT entry FROM book_line WHERE book = $1
  UNION SELECT f.entry FROM told t JOIN fix f ON f.answers = t.entry)
SELECT c.device, c.seq FROM chain c
WHERE c.seq > 0 AND c.device IN (
  SELECT e.device FROM told t JOIN entry e ON e.id = t.entry
  UNION SELECT o.device FROM entry o WHERE o.id = $1)
ORDER BY c.device LIMIT 2000;

-- web_book_vouchers(book)
SELECT v.entry, v.number, v.held, v.note,
       (SELECT CAST(sum(l.amount) AS BIGINT) FROM voucher_line l
        WHERE l.entry = v.entry) AS amount,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back b WHERE b.entry = v.entry)
       THEN 1 ELSE 0 END AS taken_back
FROM voucher v WHERE v.book = $1 AND v.counts = 1
ORDER BY v.held DESC, v.number DESC, v.entry LIMIT 5000;

-- web_book_openings(book)
SELECT entry, held, box, bank, loans_out, savings FROM opening
WHERE body = $1 AND counts = 1 ORDER BY held DESC, entry DESC LIMIT 20;

-- web_book_opening_lines(book)
SELECT l.entry, l.event, l.head, l.on_day, l.amount
FROM book_line l JOIN opening o ON o.entry = l.entry
WHERE l.book = $1 ORDER BY l.on_day, l.entry, l.thing, l.n LIMIT 100;

-- web_book_statements(account)
SELECT entry, held, balance FROM bank_statement
WHERE account = $1 AND counts = 1 ORDER BY held DESC, entry LIMIT 60;

-- web_book_last_box(book, since, until)
-- The last day on which the box moved in these days, and the first after them.
SELECT (SELECT CAST(max(l.on_day) AS BIGINT) FROM book_line l
        WHERE l.book = $1 AND l.head = 'box' AND l.on_day >= $2
          AND l.on_day <= $3) AS last_on,
       (SELECT CAST(min(l.on_day) AS BIGINT) FROM book_line l
        WHERE l.book = $1 AND l.head = 'box' AND l.on_day > $3) AS next_on;

-- web_book_member(entry)
SELECT person, body FROM member WHERE entry = $1;

-- web_book_rsps()
SELECT entry, name, name_ur, name_sd FROM rsp WHERE counts = 1 ORDER BY code, entry LIMIT 50;

-- web_book_parties(book, today)
-- Whose part of a head a voucher may name: for a body those who hold its
-- offices, bodies over and under it; for an RSP its staff; of all, who has a part
-- in the book already, and what is its own: accounts, funds, policies, placements.
-- The first number is the choice of account_head's party.
SELECT x.party, x.entry FROM (
SELECT 3 AS party, a.entry FROM account a
WHERE a.counts = 1 AND (a.body = $1 OR a.rsp = $1 OR EXISTS (
  SELECT 1 FROM conveyance c
  WHERE c.account = a.entry AND c.body = $1 AND c.counts = 1))
UNION
SELECT 5, h.person FROM holder h
WHERE h.body = $1 AND h.since <= $2 AND h.until > $2
UNION
SELECT CASE l.head WHEN 'hand' THEN 5 WHEN 'advance' THEN 6
         WHEN 'award_cost' THEN 10 ELSE 4 END, l.party
FROM book_line l
WHERE l.book = $1 AND l.party IS NOT NULL
  AND l.head IN ('hand', 'advance', 'award_cost', 'due_from', 'due_to',
                 'capital_given', 'grant_given')
UNION
SELECT 4, f.parent FROM federated f
WHERE f.body = $1 AND f.since <= $2 AND f.until > $2
UNION
SELECT 4, f.body FROM federated f
WHERE f.parent = $1 AND f.since <= $2 AND f.until > $2
UNION
SELECT 6, s.entry FROM staff s WHERE s.rsp = $1 AND s.counts = 1
UNION
SELECT 8, f.entry FROM fund f
WHERE (f.body = $1 OR f.rsp = $1) AND f.counts = 1
UNION
SELECT 9, p.entry FROM policy p WHERE p.rsp = $1 AND p.counts = 1
UNION
SELECT 11, p.entry FROM placement p JOIN fund f ON f.entry = p.fund
WHERE f.rsp = $1 AND p.act = 0 AND p.counts = 1) x
ORDER BY x.party, x.entry LIMIT 600;

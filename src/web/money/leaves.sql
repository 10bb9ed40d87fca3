-- web_leaf_books(owner)
SELECT x.entry, x.what, coalesce(x.prefix, ''), x.from_serial, x.upto_serial,
       x.digits, x.issued_on, x.returned,
       coalesce((SELECT s.root FROM same s WHERE s.person = x.person), x.person),
       x.staff, coalesce(f.login, '')
FROM leaf_book x LEFT JOIN staff f ON f.entry = x.staff
WHERE (x.body = $1 OR x.rsp = $1) AND x.counts = 1
ORDER BY x.issued_on, x.entry;

-- web_leaf_lost(leaf_book)
SELECT serial, what, held, why FROM leaf_void
WHERE leaf_book = $1 AND counts = 1 ORDER BY serial, held, entry;

-- web_leaf_vouchers(book, from, upto)
SELECT DISTINCT number FROM voucher
WHERE book = $1 AND held >= $2 AND held <= $3 AND counts = 1 ORDER BY number;

-- web_hand_held(book)
-- Who holds how much of a book's cash; those who hold nothing left out.
SELECT l.party, CAST(sum(l.amount) AS BIGINT)
FROM book_line l WHERE l.book = $1 AND l.head = 'hand' AND l.party IS NOT NULL
GROUP BY l.party HAVING sum(l.amount) <> 0 ORDER BY l.party;

-- web_hand_moves(party, book)
SELECT l.on_day, l.amount, l.entry, l.event FROM book_line l
WHERE l.party = $1 AND l.book = $2 AND l.head = 'hand'
ORDER BY l.on_day, l.entry, l.thing, l.n;

-- web_hand_limit(whose, day)
SELECT days, least FROM hand_limit
WHERE counts = 1 AND (whose = $1 OR whose = 2)
  AND (since IS NULL OR since <= $2) AND (until IS NULL OR until >= $2)
ORDER BY coalesce(since, 0) DESC, entry LIMIT 1;

-- web_hand_rsps()
SELECT r.entry FROM rsp r
WHERE r.counts = 1 AND EXISTS (
  SELECT 1 FROM book_line l WHERE l.book = r.entry AND l.head = 'hand')
ORDER BY r.entry;

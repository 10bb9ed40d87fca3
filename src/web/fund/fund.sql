-- web_fund_agreements(rsp)
SELECT a.entry, a.rsp FROM agreement a
WHERE a.counts = 1 AND (CAST($1 AS BYTEA) IS NULL OR a.rsp = $1)
ORDER BY a.until DESC, a.number, a.entry LIMIT 200;

-- web_fund_commitments(agreement, today)
SELECT c.entry, c.line, c.held, c.what, c.supplier, c.amount, c.due, c.ended,
       coalesce((SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
                 WHERE e.commitment = c.entry), 0) AS paid
FROM commitment c WHERE c.agreement = $1 AND c.counts = 1
ORDER BY c.ended IS NOT NULL AND c.ended <= $2, c.held DESC, c.entry LIMIT 100;

-- web_fund_expenses(agreement)
SELECT x.entry, x.held, x.line, x.what, x.amount, x.nature,
       (SELECT count(*) FROM finding f WHERE f.entry = x.entry) AS marked,
       CASE WHEN EXISTS (SELECT 1 FROM standing_expense s
                         WHERE s.entry = x.entry) THEN 1 ELSE 0 END AS standing
FROM expense x WHERE x.agreement = $1 AND x.counts = 1
ORDER BY x.held DESC, x.entry LIMIT 50;

-- web_fund_direct(agreement)
-- Direct costs so far, and what indirect costs were charged on.
SELECT CAST(coalesce(sum(CASE WHEN s.nature = 1 THEN 0 ELSE s.amount END), 0)
         AS BIGINT),
       CAST(coalesce(sum(CASE WHEN s.nature = 1 THEN x.base END), 0) AS BIGINT)
FROM standing_expense s JOIN expense x ON x.entry = s.entry
WHERE s.agreement = $1;

-- web_fund_choices(today)
SELECT f.entry, f.rsp, f.title, f.title_ur, f.title_sd FROM fund f
WHERE f.rsp IS NOT NULL AND f.counts = 1
  AND (f.until IS NULL OR f.until >= $1)
ORDER BY f.class, f.title, f.entry LIMIT 200;

-- web_fund_live(today)
SELECT a.entry, a.rsp, a.number, a.title FROM agreement a
WHERE a.counts = 1 AND a.until >= $1 - 366
ORDER BY a.number, a.entry LIMIT 200;

-- web_fund_heads()
SELECT code, name, name_ur, name_sd FROM account_head
WHERE counts = 1 AND cash = 0 AND whose <> 0
  AND (nature = 4 OR code IN ('equipment', 'stock', 'advance', 'payable',
                              'premium_due'))
ORDER BY place_in, code, entry;

-- web_fund_accounts(rsp)
SELECT a.entry, a.bank, a.branch, a.title FROM account a
WHERE a.rsp = $1 AND a.counts = 1 AND a.closed IS NULL
ORDER BY a.bank, a.entry LIMIT 100;

-- web_fund_between(one, other)
-- What stands between two books: what the one is to get from the other.
SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM book_line
WHERE book = $1 AND party = $2 AND head IN ('due_from', 'due_to');

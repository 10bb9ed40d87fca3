-- banking_view(book, today, account, fund)
SELECT CAST($2 AS BIGINT) AS today,
       CASE WHEN EXISTS (SELECT 1 FROM body b WHERE b.entry = $1)
              OR EXISTS (SELECT 1 FROM rsp r WHERE r.entry = $1)
       THEN 1 ELSE 0 END AS book,
       (SELECT a.body FROM account a WHERE a.entry = $3) AS account_of,
       CASE WHEN EXISTS (SELECT 1 FROM fund f WHERE f.entry = $4
                           AND (f.body = $1 OR f.rsp = $1))
       THEN 1 ELSE 0 END AS fund_here;

-- banking_facts(thing, since)
SELECT x.entry, x.book, x.fund, coalesce(x.taker, x.staff) AS taker,
       x.account, x.held, x.amount
FROM banking x
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry;

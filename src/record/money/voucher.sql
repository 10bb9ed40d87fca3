-- voucher_view(book, today, fund, resolution)
SELECT CAST($2 AS BIGINT) AS today,
       CASE WHEN EXISTS (SELECT 1 FROM body b WHERE b.entry = $1)
              OR EXISTS (SELECT 1 FROM rsp r WHERE r.entry = $1)
       THEN 1 ELSE 0 END AS book,
       CASE WHEN EXISTS (SELECT 1 FROM fund f
                         WHERE f.entry = $3 AND f.rsp = $1)
              OR EXISTS (SELECT 1 FROM fund_with w
                         WHERE w.fund = $3 AND w.body = $1)
       THEN 1 ELSE 0 END AS fund_here,
       (SELECT x.passed FROM resolution x WHERE x.entry = $4) AS resolved;

-- voucher_facts(thing, since)
-- Its rows, then the days of others in its book that have its number.
SELECT v.entry, v.book, v.fund, v.held, l.n, l.debit, l.credit,
       l.debit_party, l.credit_party, l.project, l.amount,
       CASE WHEN b.entry IS NULL THEN 1 ELSE 0 END AS whose,
       coalesce(d.whose, 2) AS debit_whose,
       coalesce(c.whose, 2) AS credit_whose,
       CASE WHEN d.party IN (1, 2) THEN 1 ELSE 0 END AS debit_kept,
       CASE WHEN c.party IN (1, 2) THEN 1 ELSE 0 END AS credit_kept,
       CASE WHEN d.party > 0 AND l.debit_party IS NULL THEN 1 ELSE 0 END
         AS debit_parts,
       CASE WHEN c.party > 0 AND l.credit_party IS NULL THEN 1 ELSE 0 END
         AS credit_parts,
       CASE WHEN l.project IS NOT NULL AND f.project IS NOT NULL
              AND l.project <> f.project THEN 1 ELSE 0 END AS fund_project,
       CAST(NULL AS BIGINT) AS other
FROM voucher v
JOIN voucher_line l ON l.entry = v.entry
LEFT JOIN body b ON b.entry = v.book
LEFT JOIN fund f ON f.entry = v.fund
LEFT JOIN account_head d ON d.code = l.debit AND d.counts = 1
LEFT JOIN account_head c ON c.code = l.credit AND c.counts = 1
WHERE v.entry = $1 AND v.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT v.entry, v.book, v.fund, v.held, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, 0, 2, 2, 0, 0, 0, 0, 0, o.held
FROM voucher v
JOIN voucher o ON o.book = v.book AND o.number = v.number
WHERE v.entry = $1 AND v.counts = 1 AND o.counts = 1 AND o.entry <> v.entry
ORDER BY 5, 20;

-- voucher_touch(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, 'voucher' AS kind
FROM voucher v
JOIN voucher o ON o.book = v.book AND o.number = v.number
WHERE v.entry = $1 AND o.entry <> v.entry;

-- utilisation_scope(loan)
SELECT b.place, coalesce(b.rsp, l.rsp) AS rsp, b.project
FROM loan l LEFT JOIN body b ON b.entry = l.body WHERE l.entry = $1;

-- utilisation_view(loan, today)
SELECT CAST($2 AS BIGINT) AS today, l.applied, l.person AS borrower
FROM (SELECT 1 AS one) o LEFT JOIN loan l ON l.entry = $1;

-- utilisation_facts(thing, since)
SELECT u.entry AS entry, u.held, (
         SELECT CAST(min(d.held) AS BIGINT) FROM disbursement d
         WHERE d.loan = u.loan AND d.counts = 1 AND d.held <= u.held) AS paid, (
         SELECT c.number FROM loan_clause c
         WHERE c.body = l.lender AND c.parameter = 42 AND c.since <= u.held
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS allowed
FROM utilisation u JOIN loan l ON l.entry = u.loan
WHERE u.entry = $1 AND u.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY u.entry;

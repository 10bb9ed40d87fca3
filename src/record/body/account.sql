-- account_scope(body, rsp)
SELECT b.place, coalesce(b.rsp, $2) AS rsp, b.project
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- account_view(body, fund, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, f.body AS fund_body,
       f.rsp AS fund_rsp
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN fund f ON f.entry = $2;

-- account_facts(thing, since)
SELECT a.entry AS entry, a.counts, a.closed, (
         SELECT count(DISTINCT s.person) FROM account_signatories s
         WHERE s.entry = a.entry AND s.until IS NULL) AS sign, (
         SELECT c.number FROM clause_of c
         WHERE c.body = a.body AND c.parameter = 39) AS least
FROM account a
WHERE a.entry = $1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY a.entry;

-- account_touch(entry)
-- An auditor may sign for no account.
SELECT c.entry AS thing, CAST(NULL AS BIGINT) AS since, 'committee' AS kind
FROM account a JOIN committee c ON c.body = a.body WHERE a.entry = $1;

-- bank_statement_view(account, today)
SELECT CAST($2 AS BIGINT) AS today, a.opened
FROM (SELECT 1 AS one) o LEFT JOIN account a ON a.entry = $1;

-- bank_statement_scope(account)
SELECT b.place, b.rsp, b.project
FROM account a JOIN body b ON b.entry = a.body WHERE a.entry = $1;

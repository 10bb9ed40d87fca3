-- due_return_scope(registration)
SELECT b.place, b.rsp, b.project
FROM registration r JOIN body b ON b.entry = r.body WHERE r.entry = $1;

-- due_return_view(registration, today)
SELECT CAST($2 AS BIGINT) AS today, r.registered
FROM (SELECT 1 AS one) o LEFT JOIN registration r ON r.entry = $1;

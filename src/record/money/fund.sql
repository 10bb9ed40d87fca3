-- fund_scope(body, rsp)
SELECT b.place, coalesce(b.rsp, $2) AS rsp, b.project
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

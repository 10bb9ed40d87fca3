-- contrast_scope(ranking)
SELECT b.place, b.rsp, b.project
FROM ranking r JOIN body b ON b.entry = r.body WHERE r.entry = $1;

-- contrast_view(ranking, against, today)
SELECT CAST($3 AS BIGINT) AS today, h.body AS here, t.body AS there
FROM (SELECT 1 AS one) o
LEFT JOIN ranking h ON h.entry = $1
LEFT JOIN ranking t ON t.entry = $2;

-- deed_scope(activist)
SELECT b.place, b.rsp, b.project
FROM activist a JOIN body b ON b.entry = a.body WHERE a.entry = $1;

-- deed_view(activist, today)
SELECT CAST($2 AS BIGINT) AS today, a.since, a.ended
FROM (SELECT 1 AS one) o LEFT JOIN activist a ON a.entry = $1;

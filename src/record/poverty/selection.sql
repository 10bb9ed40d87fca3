-- selection_view(follows, today)
SELECT CAST($2 AS BIGINT) AS today, s.places
FROM (SELECT 1 AS one) o LEFT JOIN selection s ON s.entry = $1;

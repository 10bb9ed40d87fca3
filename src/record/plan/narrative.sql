-- narrative_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- training_need_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- relief_list_view(disaster, today)
SELECT CAST($2 AS BIGINT) AS today, d.since
FROM (SELECT 1 AS one) o LEFT JOIN disaster d ON d.entry = $1;

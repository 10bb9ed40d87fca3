-- disaster_phase_view(disaster, place, today)
SELECT CAST($3 AS BIGINT) AS today, d.since,
       CASE WHEN d.entry IS NULL OR CAST($2 AS BYTEA) IS NULL THEN NULL
       WHEN EXISTS (SELECT 1 FROM area a
         WHERE a.place = $2 AND a.above = d.place) THEN 1 ELSE 0 END AS inside
FROM (SELECT 1 AS one) o LEFT JOIN disaster d ON d.entry = $1;

-- linkages_tallied(place, level, day, rsp, from)
-- What was asked for or begun in the days from..day, as it stood at the end of
-- `day`: stands as in core/linkage.h. Of what more was said after that day comes
-- its `past`, from which the reader takes how it stood.
SELECT y.spot, y.agency, y.sector, y.self_help, y.stands, count(*) AS n,
       CAST(sum(CASE WHEN y.answered <= $3 THEN 1 ELSE 0 END) AS BIGINT)
         AS answered,
       CAST(coalesce(sum(CASE WHEN y.answered <= $3
         THEN y.answered - y.asked END), 0) AS BIGINT) AS waited,
       CAST(sum(CASE WHEN y.promised <= $3 THEN 1 ELSE 0 END) AS BIGINT)
         AS promised,
       CAST(sum(y.reminders) AS BIGINT) AS reminders,
       CAST(coalesce(sum(CASE WHEN y.stands = 5 THEN y.value END), 0)
         AS BIGINT) AS value,
       CAST(coalesce(sum(CASE WHEN y.stands = 5 THEN y.paid END), 0)
         AS BIGINT) AS paid,
       CAST(coalesce(sum(CASE WHEN y.stands = 5 OR y.past IS NOT NULL
         THEN y.households END), 0) AS BIGINT) AS households,
       y.past, CASE WHEN y.past IS NOT NULL THEN y.asked END AS asked
FROM (
  SELECT u.above AS spot, k.agency, k.sector, k.self_help, k.asked, k.answered,
         k.promised, k.reminders, k.value, k.paid, k.households,
         CASE WHEN k.turned > $3 THEN k.past END AS past,
         CASE WHEN k.turned > $3 THEN 0
           WHEN k.stage = 4 THEN 5
           WHEN k.stage = 5 THEN 6
           WHEN k.stage = 6 OR k.lapsed_on <= $3 THEN 4
           WHEN k.late_on <= $3 THEN 3
           WHEN k.silent_on <= $3 THEN 1
           WHEN k.answered IS NULL AND k.stage <= 1 THEN 0
           ELSE 2 END AS stands
  FROM area a JOIN linkage_kept k ON k.place = a.place
  LEFT JOIN area u ON u.place = k.place AND u.level = $2 AND u.since <= $3
    AND u.until > $3
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
    AND k.asked <= $3 AND k.asked >= $5
    AND (CAST($4 AS BYTEA) IS NULL OR k.rsp = $4)) y
GROUP BY y.spot, y.agency, y.sector, y.self_help, y.stands, y.past,
         CASE WHEN y.past IS NOT NULL THEN y.asked END
ORDER BY y.spot NULLS FIRST, y.agency NULLS FIRST, y.sector, y.self_help,
         y.stands, y.past, 15;

-- linkages_agencies(place)
SELECT a.entry, a.name, a.name_ur, a.name_sd FROM agency a
WHERE a.counts = 1 AND CAST($1 AS BYTEA) IS NOT NULL
ORDER BY a.name, a.entry LIMIT 2000;

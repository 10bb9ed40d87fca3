-- workplan_rows(year, place, rsp, project, day)
-- Lines of the plans of a year, by RSP, unit and organiser.
SELECT w.entry, w.title, r.code, u.name, u.name_ur, u.name_sd,
       s.name, s.name_ur, s.name_sd, coalesce(l.place, w.place) AS place,
       p.name, p.name_ur, p.name_sd, l.indicator, w.rsp, w.project,
       l.m07, l.m08, l.m09, l.m10, l.m11, l.m12,
       l.m01, l.m02, l.m03, l.m04, l.m05, l.m06,
       CASE WHEN EXISTS (
         SELECT 1 FROM area a
         WHERE a.place = coalesce(l.place, w.place) AND a.above = w.place
           AND a.since <= $5 AND a.until > $5) THEN 1 ELSE 0 END AS inside,
       l.activity
FROM workplan w JOIN workplan_lines l ON l.entry = w.entry
LEFT JOIN rsp r ON r.entry = w.rsp
LEFT JOIN unit u ON u.entry = coalesce(l.unit, w.unit)
LEFT JOIN staff s ON s.entry = coalesce(l.staff, w.staff)
LEFT JOIN place p ON p.entry = coalesce(l.place, w.place)
WHERE w.counts = 1 AND w.year = $1
  AND (CAST($3 AS BYTEA) IS NULL OR w.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR w.project = $4)
  AND (CAST($2 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = w.place AND a.above = $2
      AND a.since <= $5 AND a.until > $5))
ORDER BY coalesce(r.code, ''), coalesce(u.name, ''), w.entry,
         coalesce(s.name, ''), coalesce(p.name, ''), l.indicator, l.n;

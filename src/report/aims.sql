-- aims_planned(year, day)
-- Lines of the work plans of a year, each at its place, where that lies in the
-- plan's.
SELECT l.indicator, w.rsp, w.project, coalesce(l.place, w.place) AS place,
       l.m07, l.m08, l.m09, l.m10, l.m11, l.m12,
       l.m01, l.m02, l.m03, l.m04, l.m05, l.m06
FROM workplan w JOIN workplan_lines l ON l.entry = w.entry
WHERE w.counts = 1 AND w.year = $1 AND EXISTS (
  SELECT 1 FROM area a
  WHERE a.place = coalesce(l.place, w.place) AND a.above = w.place
    AND a.since <= $2 AND a.until > $2)
ORDER BY l.indicator, w.entry, l.n;

-- aims_set(july, june)
-- Targets that lie within a year.
SELECT indicator, rsp, project, place, begins, ends, amount FROM target
WHERE counts = 1 AND begins >= $1 AND ends <= $2
ORDER BY indicator, begins, ends, entry;

-- aims_above(year, july, june, day)
-- What lies above the places of such lines and targets, the nearest first.
SELECT a.place, a.above, a.level FROM area a
JOIN (SELECT coalesce(l.place, w.place) AS place
      FROM workplan w JOIN workplan_lines l ON l.entry = w.entry
      WHERE w.counts = 1 AND w.year = $1
      UNION
      SELECT place FROM target
      WHERE counts = 1 AND begins >= $2 AND ends <= $3) x ON x.place = a.place
WHERE a.above <> a.place AND a.since <= $4 AND a.until > $4
ORDER BY a.place, a.level DESC, a.above;

-- figure_carried(indicator, level, july, day)
SELECT place, rsp, project, amount, n FROM figure
WHERE indicator = $1 AND level = $2 AND carried = 1 AND month = $3
  AND since <= $4 AND until > $4;

-- figure_monthly(indicator, level, first, last, day)
SELECT place, rsp, project, amount, n, month FROM figure
WHERE indicator = $1 AND level = $2 AND carried = 0 AND month >= $3
  AND month <= $4 AND since <= $5 AND until > $5;

-- figure_carried_at(indicator, level, july, place, day)
SELECT place, rsp, project, amount, n FROM figure
WHERE indicator = $1 AND level = $2 AND carried = 1 AND month = $3
  AND place = $4 AND since <= $5 AND until > $5;

-- figure_monthly_at(indicator, level, month, place, day)
SELECT place, rsp, project, amount, n, month FROM figure
WHERE indicator = $1 AND level = $2 AND carried = 0 AND month = $3
  AND place = $4 AND since <= $5 AND until > $5;

-- report_indicators()
SELECT code, name, name_ur, name_sd, scale, nature, across, unit, split_of,
       split
FROM indicator WHERE counts = 1 ORDER BY code, entry;

-- report_rsps()
SELECT entry, code, nature FROM rsp WHERE counts = 1 ORDER BY code, entry;

-- report_place(place)
SELECT level, name, name_ur, name_sd FROM place
WHERE entry = $1 AND counts = 1;

-- report_country()
SELECT entry, name, name_ur, name_sd FROM place
WHERE level = 0 AND counts = 1 ORDER BY entry LIMIT 1;

-- report_places(level, home_level, day)
SELECT p.entry, p.name, p.name_ur, p.name_sd, g.above
FROM place p LEFT JOIN area g ON g.place = p.entry AND g.level = $2
  AND g.since <= $3 AND g.until > $3
WHERE p.level = $1 AND p.counts = 1
ORDER BY p.name, p.entry, g.above NULLS FIRST;

-- report_home(place, level, home_level, day)
-- Where a place of a level lies; of two homes the first by id.
SELECT g.above FROM place p JOIN area g ON g.place = p.entry AND g.level = $3
  AND g.since <= $4 AND g.until > $4
WHERE p.entry = $1 AND p.level = $2 AND p.counts = 1
ORDER BY g.above LIMIT 1;

-- report_within(above, level, day)
SELECT a.place FROM area a JOIN place p ON p.entry = a.place
WHERE a.above = $1 AND p.level = $2 AND a.since <= $3 AND a.until > $3
ORDER BY a.place;

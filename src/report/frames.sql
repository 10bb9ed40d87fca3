-- logframe_all(place, rsp, project, day)
-- The latest frame of each project.
SELECT f.entry, f.project, p.code, p.name, p.name_ur, p.name_sd, f.rsp, f.place,
       f.version
FROM logframe f JOIN project p ON p.entry = f.project
WHERE f.counts = 1
  AND NOT EXISTS (
    SELECT 1 FROM logframe g
    WHERE g.project = f.project AND g.counts = 1
      AND (g.version > f.version OR g.version = f.version AND g.entry > f.entry))
  AND (CAST($2 AS BYTEA) IS NULL OR f.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR f.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = f.place AND a.above = $1
      AND a.since <= $4 AND a.until > $4))
ORDER BY p.code, f.entry;

-- logframe_one(entry)
SELECT f.entry, f.project, p.code, p.name, p.name_ur, p.name_sd, f.rsp, f.place,
       f.version
FROM logframe f JOIN project p ON p.entry = f.project
WHERE f.counts = 1 AND f.entry = $1;

-- logframe_rows(logframe)
SELECT level, code, statement, indicator, measure, baseline, amount, ends,
       evidence, assumption, goal
FROM logframe_steps WHERE entry = $1
ORDER BY n;

-- logframe_stones(logframe)
SELECT code, by_month, amount FROM logframe_milestones
WHERE entry = $1
ORDER BY code, by_month, n;

-- goals_all()
SELECT code, title, title_ur, title_sd, family, framework, part_of, year, amount
FROM goal WHERE counts = 1
ORDER BY code, entry;

-- goals_links()
SELECT goal, indicator, project, sector FROM goal_link
WHERE counts = 1
ORDER BY goal, entry;

-- goals_projects(rsp)
SELECT code FROM project
WHERE counts = 1 AND (CAST($1 AS BYTEA) IS NULL OR rsp = $1)
ORDER BY code, entry;

-- goals_needs(place, rsp, project, day)
-- Needs that nobody merged others into, raised by a day, by the goal they name
-- and by sector; those done, of them.
SELECT n.goal, k.sector, count(*) AS needs,
       CAST(sum(CASE WHEN k.state IN (7, 8) THEN 1 ELSE 0 END) AS BIGINT)
         AS done,
       CAST(sum(coalesce(k.cost, 0)) AS BIGINT) AS cost,
       CAST(sum(coalesce(k.households, 0)) AS BIGINT) AS households,
       CAST(sum(coalesce(k.women, 0)) AS BIGINT) AS women,
       CAST(sum(coalesce(k.men, 0)) AS BIGINT) AS men
FROM need_kept k JOIN need n ON n.entry = k.thing
WHERE k.leaf = 1 AND k.state <> 9 AND k.raised <= $4
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR k.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY n.goal, k.sector
ORDER BY n.goal, k.sector;

-- goals_schemes(place, rsp, project, day)
-- Schemes identified by a day and neither rejected nor given up, by the goal
-- they or their needs name, and by the sector of their type.
SELECT coalesce(s.goal, n.goal) AS goal, t.sector, count(*) AS schemes,
       CAST(sum(CASE WHEN k.completed <= $4 THEN 1 ELSE 0 END) AS BIGINT)
         AS done,
       CAST(sum(coalesce(k.paid, 0)) AS BIGINT) AS paid,
       CAST(sum(coalesce(k.contributed, 0)) AS BIGINT) AS share,
       CAST(sum(coalesce(k.households, 0)) AS BIGINT) AS households,
       CAST(sum(coalesce(s.women, 0)) AS BIGINT) AS women,
       CAST(sum(coalesce(s.men, 0)) AS BIGINT) AS men
FROM scheme s JOIN scheme_kept k ON k.thing = s.entry
LEFT JOIN need n ON n.entry = s.need
LEFT JOIN scheme_type t ON t.entry = (
  SELECT x.entry FROM scheme_type x
  WHERE x.code = s.type AND x.counts = 1 ORDER BY x.entry LIMIT 1)
WHERE s.counts = 1 AND s.held <= $4 AND k.stage NOT IN (13, 15)
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR k.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY coalesce(s.goal, n.goal), t.sector
ORDER BY coalesce(s.goal, n.goal), t.sector;

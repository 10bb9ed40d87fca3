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
-- Needs raised by a day, by the goal they name, by sector and state; what changed
-- after that day comes with its `past` (core/need_stand.h).
SELECT n.goal, k.sector, k.state, count(*) AS needs,
       CAST(sum(coalesce(k.cost, 0)) AS BIGINT) AS cost,
       CAST(sum(coalesce(k.households, 0)) AS BIGINT) AS households,
       CAST(sum(coalesce(k.women, 0)) AS BIGINT) AS women,
       CAST(sum(coalesce(k.men, 0)) AS BIGINT) AS men,
       CASE WHEN k.turned > $4 THEN k.past END AS past
FROM need_kept k JOIN need n ON n.entry = k.thing
WHERE (k.leaf = 1 OR k.turned > $4) AND k.raised <= $4
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR k.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY n.goal, k.sector, k.state, CASE WHEN k.turned > $4 THEN k.past END
ORDER BY n.goal, k.sector, k.state, past;

-- goals_schemes(place, rsp, project, day)
-- Schemes identified by a day and neither rejected nor given up by then, by the goal
-- they or their needs name, and by the sector of their type; money of both sides
-- as it was that day.
WITH money AS (
  SELECT t.scheme, sum(t.paid) AS paid, sum(t.brought) AS brought
  FROM scheme_money t WHERE t.held <= $4 GROUP BY t.scheme)
SELECT coalesce(s.goal, n.goal) AS goal, t.sector, count(*) AS schemes,
       CAST(sum(CASE WHEN k.completed <= $4 THEN 1 ELSE 0 END) AS BIGINT)
         AS done,
       CAST(sum(coalesce(m.paid, 0)) AS BIGINT) AS paid,
       CAST(sum(coalesce(m.brought, 0)) AS BIGINT) AS share,
       CAST(sum(coalesce(k.households, 0)) AS BIGINT) AS households,
       CAST(sum(coalesce(s.women, 0)) AS BIGINT) AS women,
       CAST(sum(coalesce(s.men, 0)) AS BIGINT) AS men
FROM scheme s JOIN scheme_kept k ON k.thing = s.entry
LEFT JOIN money m ON m.scheme = s.entry
LEFT JOIN need n ON n.entry = s.need
LEFT JOIN scheme_type t ON t.entry = (
  SELECT x.entry FROM scheme_type x
  WHERE x.code = s.type AND x.counts = 1 ORDER BY x.entry LIMIT 1)
WHERE s.counts = 1 AND s.held <= $4 AND (k.ended IS NULL OR k.ended > $4)
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR k.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY coalesce(s.goal, n.goal), t.sector
ORDER BY coalesce(s.goal, n.goal), t.sector;

-- goals_trainings(place, rsp, project, day)
-- Trainings held up to the month of a day; those that name no goal go by the
-- sector of skills.
SELECT t.goal, 13 AS sector, count(*) AS trainings,
       CAST(sum(k.women) AS BIGINT) AS women, CAST(sum(k.men) AS BIGINT) AS men
FROM training t JOIN training_kept k ON k.thing = t.entry AND k.state = 1
WHERE t.counts = 1 AND t.since <= $4
  AND (CAST($2 AS BYTEA) IS NULL OR t.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR t.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR t.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY t.goal
ORDER BY t.goal;

-- goals_nrm(place, rsp, project, day)
-- Work with plants, animals and plots by a day: plants go by forests, animals by
-- livestock, plots and gardens by crops, where no goal is named.
SELECT x.goal, CASE k.nature WHEN 0 THEN 11 WHEN 1 THEN 9 WHEN 2 THEN 9
                 ELSE 10 END AS sector, count(*) AS times,
       CAST(sum(coalesce(x.women, 0)) AS BIGINT) AS women,
       CAST(sum(coalesce(x.men, 0)) AS BIGINT) AS men
FROM nrm x JOIN nrm_kept k ON k.thing = x.entry
WHERE x.counts = 1 AND x.held <= $4
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR k.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY x.goal, CASE k.nature WHEN 0 THEN 11 WHEN 1 THEN 9 WHEN 2 THEN 9
                   ELSE 10 END
ORDER BY x.goal, 2;

-- goals_linkages(place, rsp, project, day)
-- What was asked of others by a day, by the goal that it or its need names; what
-- of it was delivered by then, and its value.
SELECT coalesce(l.goal, n.goal) AS goal, k.sector, count(*) AS linkages,
       CAST(sum(CASE WHEN k.stage = 4 AND k.ended <= $4 THEN 1 ELSE 0 END)
         AS BIGINT) AS delivered,
       CAST(sum(CASE WHEN k.stage = 4 AND k.ended <= $4
         THEN coalesce(k.value, 0) ELSE 0 END) AS BIGINT) AS worth
FROM linkage l JOIN linkage_kept k ON k.thing = l.entry
LEFT JOIN need n ON n.entry = l.need AND n.counts = 1
WHERE l.counts = 1 AND k.asked <= $4
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($1 AS BYTEA) IS NULL OR k.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $1 AND a.since <= $4 AND a.until > $4))
GROUP BY coalesce(l.goal, n.goal), k.sector
ORDER BY coalesce(l.goal, n.goal), k.sector;

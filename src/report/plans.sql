-- plans_sums(place, day, rsp, project, since)
-- All leaves there, each once, by what they are. What changed after that day comes
-- with its `past`, from which the reader takes how it stood (core/need_stand.h).
SELECT k.sector, k.nature, k.who, k.tier, k.women_first, k.state,
       count(*) AS needs,
       CAST(coalesce(sum(k.households), 0) AS BIGINT) AS households,
       CAST(coalesce(sum(k.women), 0) AS BIGINT) AS women,
       CAST(coalesce(sum(k.men), 0) AS BIGINT) AS men,
       CAST(coalesce(sum(k.poorest), 0) AS BIGINT) AS poorest,
       CAST(coalesce(sum(k.cost), 0) AS BIGINT) AS cost,
       CAST(coalesce(sum(k.own_cash), 0) AS BIGINT) AS own_cash,
       CAST(coalesce(sum(k.own_labour), 0) AS BIGINT) AS own_labour,
       CAST(coalesce(sum(k.own_kind), 0) AS BIGINT) AS own_kind,
       CAST(coalesce(sum(k.granted), 0) AS BIGINT) AS granted,
       CAST(coalesce(sum(k.fund), 0) AS BIGINT) AS fund,
       CAST(coalesce(sum(k.credit), 0) AS BIGINT) AS credit,
       CAST(coalesce(sum(k.government), 0) AS BIGINT) AS government,
       CAST(coalesce(sum(k.donor), 0) AS BIGINT) AS donor,
       CAST(coalesce(sum(k.private), 0) AS BIGINT) AS private,
       CASE WHEN k.turned > $2 THEN k.past END AS past
FROM need_kept k JOIN area a ON a.place = k.place AND a.above = $1
  AND a.since <= $2 AND a.until > $2
WHERE (k.leaf = 1 OR k.turned > $2) AND k.raised <= $2
  AND (CAST($5 AS BIGINT) IS NULL OR k.raised >= $5)
  AND (CAST($3 AS BYTEA) IS NULL OR k.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR k.project = $4)
GROUP BY k.sector, k.nature, k.who, k.tier, k.women_first, k.state,
         CASE WHEN k.turned > $2 THEN k.past END
ORDER BY k.sector, k.nature, k.who, k.tier, k.women_first, k.state, past;

-- plans_rolled(place, level, day, rsp, project, since)
-- The same leaves summed first by body and place, which are few, then by the VO
-- in which the body stands (what = 0), by the place of that level (1), and all of
-- them (2): each leaf is read once. By band, as one text of all its bands; by who
-- and the women's list only where `past` is to be read.
WITH sums AS MATERIALIZED (
  SELECT k.body, k.place, count(*) AS needs,
         sum(k.households) AS households, sum(k.women_first) AS women_first,
         sum(k.cost) AS cost,
         sum(CASE WHEN k.who = 0 THEN k.cost ELSE 0 END) AS self,
         sum(CASE WHEN k.who = 1 THEN k.cost ELSE 0 END) AS helped,
         sum(CASE WHEN k.who = 2 THEN k.cost ELSE 0 END) AS state,
         sum(CASE WHEN k.state IN (2, 5, 6, 7, 8) THEN k.cost ELSE 0 END)
           AS approved,
         sum(CASE WHEN k.state IN (5, 6, 7, 8) THEN k.cost ELSE 0 END)
           AS funded,
         sum(CASE WHEN k.state IN (7, 8) THEN 1 ELSE 0 END) AS done,
         sum(k.women) AS women, sum(k.men) AS men,
         CASE WHEN k.turned > $3 THEN k.past END AS past,
         CASE WHEN k.turned > $3 THEN NULL ELSE k.bands END AS bands,
         CASE WHEN k.turned > $3 THEN k.who END AS who,
         CASE WHEN k.turned > $3 THEN k.women_first END AS listed
  FROM need_kept k
  WHERE (k.leaf = 1 OR k.turned > $3) AND k.raised <= $3
    AND (CAST($6 AS BIGINT) IS NULL OR k.raised >= $6)
    AND (CAST($4 AS BYTEA) IS NULL OR k.rsp = $4)
    AND (CAST($5 AS BYTEA) IS NULL OR k.project = $5)
  GROUP BY k.body, k.place, CASE WHEN k.turned > $3 THEN k.past END,
           CASE WHEN k.turned > $3 THEN NULL ELSE k.bands END,
           CASE WHEN k.turned > $3 THEN k.who END,
           CASE WHEN k.turned > $3 THEN k.women_first END),
here AS MATERIALIZED (
  SELECT s.* FROM sums s JOIN area a ON a.place = s.place AND a.above = $1
    AND a.since <= $3 AND a.until > $3),
marked AS (
  SELECT 0 AS what, coalesce((
           SELECT f.parent FROM federated f JOIN body v ON v.entry = f.parent
           WHERE f.body = b.entry AND b.nature = 0 AND v.nature = 1
             AND f.since <= $3 AND f.until > $3
           ORDER BY f.since DESC, f.parent LIMIT 1), b.entry) AS spot, s.*
  FROM here s JOIN body b ON b.entry = s.body
  UNION ALL
  SELECT 1, u.above, s.*
  FROM here s LEFT JOIN area u ON u.place = s.place AND u.level = $2
    AND u.since <= $3 AND u.until > $3
  UNION ALL
  SELECT 2, NULL, s.* FROM here s)
SELECT m.what, m.spot, CAST(sum(m.needs) AS BIGINT) AS needs,
       CAST(coalesce(sum(m.households), 0) AS BIGINT) AS households,
       CAST(coalesce(sum(m.women_first), 0) AS BIGINT) AS women_first,
       CAST(coalesce(sum(m.cost), 0) AS BIGINT) AS cost,
       CAST(coalesce(sum(m.self), 0) AS BIGINT) AS self,
       CAST(coalesce(sum(m.helped), 0) AS BIGINT) AS helped,
       CAST(coalesce(sum(m.state), 0) AS BIGINT) AS state,
       CAST(coalesce(sum(m.approved), 0) AS BIGINT) AS approved,
       CAST(coalesce(sum(m.funded), 0) AS BIGINT) AS funded,
       CAST(coalesce(sum(m.done), 0) AS BIGINT) AS done,
       CAST(coalesce(sum(m.women), 0) AS BIGINT) AS women,
       CAST(coalesce(sum(m.men), 0) AS BIGINT) AS men,
       m.past, m.bands, m.who, m.listed
FROM marked m
GROUP BY m.what, m.spot, m.past, m.bands, m.who, m.listed
ORDER BY m.what, m.spot NULLS FIRST, m.past, m.bands, m.who, m.listed;

-- plans_adopted(place, day, rsp, project)
-- Plans by tier and the stage they had come to on that day, each in its latest
-- version of then; of each such group the leaves behind it, each once.
WITH RECURSIVE version AS (
  SELECT k.thing, k.tier, coalesce((
           SELECT s.stage FROM plan_step s
           WHERE s.plan = k.thing AND s.counts = 1 AND s.held <= $2
           ORDER BY s.held DESC, s.stage DESC, s.entry DESC LIMIT 1), 0)
           AS stage
  FROM plan_kept k JOIN area a ON a.place = k.place AND a.above = $1
    AND a.since <= $2 AND a.until > $2
  JOIN plan p ON p.entry = k.thing AND p.since <= $2
  WHERE (CAST($3 AS BYTEA) IS NULL OR k.rsp = $3)
    AND (CAST($4 AS BYTEA) IS NULL OR k.project = $4)),
mine AS (
  SELECT v.thing, v.tier, v.stage
  FROM version v JOIN plan p ON p.entry = v.thing
  WHERE NOT EXISTS (
      SELECT 1 FROM plan n
      WHERE n.revises = v.thing AND n.counts = 1 AND n.since <= $2)
    AND NOT EXISTS (
      SELECT 1 FROM plan n
      WHERE n.code = p.code AND n.body = p.body AND n.counts = 1
        AND n.since <= $2 AND n.version > p.version)),
below AS (
  SELECT m.tier, m.stage, i.need AS thing
  FROM mine m JOIN plan_item i ON i.plan = m.thing
  WHERE i.counts = 1 AND i.dropped = 0 AND i.held <= $2 AND NOT EXISTS (
    SELECT 1 FROM plan_item l
    WHERE l.plan = i.plan AND l.need = i.need AND l.counts = 1
      AND l.held <= $2
      AND (l.held > i.held OR (l.held = i.held AND l.entry > i.entry)))
  UNION
  SELECT b.tier, b.stage, k.thing
  FROM below b CROSS JOIN need_kept k WHERE k.above = b.thing)
SELECT g.tier, g.stage, g.plans, coalesce(l.needs, 0) AS needs,
       CAST(coalesce(l.households, 0) AS BIGINT) AS households,
       CAST(coalesce(l.cost, 0) AS BIGINT) AS cost, l.past
FROM (SELECT m.tier, m.stage, count(*) AS plans FROM mine m
      GROUP BY m.tier, m.stage) g
LEFT JOIN (
  SELECT b.tier, b.stage, count(*) AS needs, sum(k.households) AS households,
         sum(k.cost) AS cost, CASE WHEN k.turned > $2 THEN k.past END AS past
  FROM below b JOIN need_kept k ON k.thing = b.thing
    AND (k.leaf = 1 OR k.turned > $2) AND k.raised <= $2
  GROUP BY b.tier, b.stage, CASE WHEN k.turned > $2 THEN k.past END) l
  ON l.tier = g.tier AND l.stage = g.stage
ORDER BY g.tier, g.stage, l.past;

-- plans_body(body)
SELECT name, name_ur, name_sd FROM body WHERE entry = $1;

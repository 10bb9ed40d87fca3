-- web_need_code(body)
SELECT coalesce(b.code, ''), (
  SELECT count(*) FROM need n WHERE n.body = b.entry)
FROM body b WHERE b.entry = $1;

-- web_need_up(need)
-- The needs that it is part of, from the nearest to the topmost.
WITH RECURSIVE up AS (
  SELECT k.above AS thing, 1 AS steps FROM need_kept k WHERE k.thing = $1
  UNION ALL
  SELECT k.above, u.steps + 1
  FROM up u CROSS JOIN need_kept k WHERE k.thing = u.thing AND u.steps < 12)
SELECT u.thing, n.title, k.body, k.tier, k.state, k.sector, n.number
FROM up u JOIN need n ON n.entry = u.thing
JOIN need_kept k ON k.thing = u.thing
ORDER BY u.steps, u.thing;

-- web_need_parts(need)
-- What is merged into it, directly; what lies behind each is summed beside it.
SELECT k.thing, n.title, k.body, k.household, k.tier, k.state, k.cost, k.leaf,
       k.women_first, n.number, k.households
FROM need_kept k JOIN need n ON n.entry = k.thing
WHERE k.above = $1
ORDER BY k.tier DESC, n.number, k.thing LIMIT 501;

-- web_need_sum(need)
-- Its leaves, each once.
WITH RECURSIVE below AS (
  SELECT k.thing FROM need_kept k WHERE k.thing = $1
  UNION ALL
  SELECT k.thing FROM below b CROSS JOIN need_kept k WHERE k.above = b.thing)
SELECT count(*) AS needs, CAST(coalesce(sum(k.cost), 0) AS BIGINT) AS cost,
       CAST(coalesce(sum(k.households), 0) AS BIGINT) AS households,
       CAST(coalesce(sum(k.women), 0) AS BIGINT) AS women,
       CAST(coalesce(sum(k.men), 0) AS BIGINT) AS men,
       CAST(coalesce(sum(k.poorest), 0) AS BIGINT) AS poorest,
       CAST(coalesce(sum(k.women_first), 0) AS BIGINT) AS women_first
FROM below b JOIN need_kept k ON k.thing = b.thing
WHERE k.leaf = 1;

-- web_need_bands(need)
-- Households of its leaves by band, as texts: core/need_stand.h.
WITH RECURSIVE below AS (
  SELECT k.thing FROM need_kept k WHERE k.thing = $1
  UNION ALL
  SELECT k.thing FROM below b CROSS JOIN need_kept k WHERE k.above = b.thing)
SELECT k.bands, count(*) AS n
FROM below b JOIN need_kept k ON k.thing = b.thing
WHERE k.leaf = 1 AND k.bands IS NOT NULL
GROUP BY k.bands ORDER BY k.bands;

-- web_plan_bands(plan)
WITH RECURSIVE below AS (
  SELECT i.need AS thing FROM planned i WHERE i.plan = $1
  UNION
  SELECT k.thing FROM below b CROSS JOIN need_kept k WHERE k.above = b.thing)
SELECT k.bands, count(*) AS n
FROM below b JOIN need_kept k ON k.thing = b.thing
WHERE k.leaf = 1 AND k.bands IS NOT NULL
GROUP BY k.bands ORDER BY k.bands;

-- web_bands_named(day)
-- The banding of the figures on that day, from the poorest up.
SELECT b.code, b.title, b.title_ur, b.title_sd
FROM banding_bands b
WHERE b.entry = (
  SELECT g.entry FROM banding g
  WHERE g.counts = 1 AND g.counted = 1 AND coalesce(g.since, $1) <= $1
    AND coalesce(g.until, $1) >= $1
  ORDER BY coalesce(g.since, -100000) DESC, g.code DESC, g.entry LIMIT 1)
ORDER BY b.least, b.n;

-- web_need_story(need)
-- All that is told of it and of what it became part of, by day. `what`: 0
-- raised, 1 merged, 2 something was merged into it, 3 revised, 4 answered, 5 put
-- into a plan, 6 a step of such a plan, 7 ranked, 8 tested at a gate, 9 a scheme
-- of it, 10 to 13 what is told of that scheme.
WITH RECURSIVE up AS (
  SELECT k.thing, 0 AS steps FROM need_kept k WHERE k.thing = $1
  UNION ALL
  SELECT k.above, u.steps + 1
  FROM up u CROSS JOIN need_kept k
  WHERE k.thing = u.thing AND k.above IS NOT NULL AND u.steps < 12)
SELECT 0 AS what, n.raised AS on_day, n.entry AS entry, n.entry AS need,
       n.body AS who, CAST(NULL AS BYTEA) AS other, n.note AS words,
       CAST(NULL AS BIGINT) AS says, n.cost AS amount,
       CAST(NULL AS BIGINT) AS place_of, CAST(NULL AS BYTEA) AS staff,
       CAST(NULL AS TEXT) AS office, n.resolution AS resolution
FROM up u JOIN need n ON n.entry = u.thing
UNION ALL
SELECT 1, j.held, j.entry, j.need, j.body, j.wider, j.why, NULL, NULL, NULL,
       NULL, NULL, j.resolution
FROM up u JOIN need_join j ON j.need = u.thing WHERE j.counts = 1
UNION ALL
SELECT 2, j.held, j.entry, j.wider, j.body, j.need, j.why, NULL, NULL, NULL,
       NULL, NULL, j.resolution
FROM need_join j JOIN need_kept k ON k.thing = j.need AND k.above = $1
WHERE j.wider = $1 AND j.counts = 1
UNION ALL
SELECT 3, c.held, c.entry, c.need, c.body, NULL, c.why, NULL, c.cost,
       c.version, c.staff, NULL, c.resolution
FROM up u JOIN need_change c ON c.need = u.thing WHERE c.counts = 1
UNION ALL
SELECT 4, a.held, a.entry, a.need, a.body, NULL, a.why, a.says, NULL, a.tier,
       a.staff, a.office, a.resolution
FROM up u JOIN need_answer a ON a.need = u.thing WHERE a.counts = 1
UNION ALL
SELECT 5, i.held, i.entry, i.need, p.body, i.plan, p.title, NULL, NULL,
       i.position, NULL, NULL, NULL
FROM up u JOIN planned i ON i.need = u.thing JOIN plan p ON p.entry = i.plan
WHERE p.counts = 1
UNION ALL
SELECT 6, s.held, s.entry, i.need, p.body, i.plan, p.title, s.stage, NULL, NULL,
       NULL, s.before_whom, s.resolution
FROM up u JOIN planned i ON i.need = u.thing JOIN plan p ON p.entry = i.plan
JOIN plan_step s ON s.plan = p.entry
WHERE p.counts = 1 AND s.counts = 1
UNION ALL
SELECT 7, g.held, g.entry, o.need, g.body, g.entry, g.note, g.method, NULL,
       o.place, g.staff, NULL, NULL
FROM up u JOIN ranking_option o ON o.need = u.thing
JOIN ranking g ON g.entry = o.entry
WHERE g.counts = 1
UNION ALL
SELECT 8, f.held, f.entry, f.need, NULL, NULL, f.note, f.result, NULL, f.gate,
       f.staff, f.would_change, f.resolution
FROM up u JOIN feasibility f ON f.need = u.thing WHERE f.counts = 1
UNION ALL
SELECT 9, x.held, x.entry, x.need, x.body, x.entry, x.title, NULL, NULL, NULL,
       NULL, NULL, x.resolution
FROM up u JOIN scheme x ON x.need = u.thing WHERE x.counts = 1
UNION ALL
SELECT 10, t.held, t.entry, x.need, NULL, x.entry, t.note, t.stage, NULL, NULL,
       t.staff, NULL, t.resolution
FROM up u JOIN scheme x ON x.need = u.thing
JOIN scheme_step t ON t.scheme = x.entry
WHERE x.counts = 1 AND t.counts = 1
UNION ALL
SELECT 11, t.held, t.entry, x.need, NULL, x.entry, NULL, NULL, t.amount,
       t.number, t.staff, NULL, NULL
FROM up u JOIN scheme x ON x.need = u.thing
JOIN scheme_tranche t ON t.scheme = x.entry
WHERE x.counts = 1 AND t.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back v WHERE v.entry = t.entry)
UNION ALL
SELECT 12, t.held, t.entry, x.need, NULL, x.entry, t.note, NULL, NULL, NULL,
       t.staff, t.operator, NULL
FROM up u JOIN scheme x ON x.need = u.thing
JOIN scheme_handover t ON t.scheme = x.entry
WHERE x.counts = 1 AND t.counts = 1
UNION ALL
SELECT 13, t.held, t.entry, x.need, NULL, x.entry, t.found, t.works, NULL,
       t.months, t.staff, NULL, NULL
FROM up u JOIN scheme x ON x.need = u.thing
JOIN scheme_check t ON t.scheme = x.entry
WHERE x.counts = 1 AND t.counts = 1
ORDER BY on_day, what, says, place_of, entry LIMIT 500;

-- web_need_schemes(need)
-- The schemes that meet it, or what it is part of, and where each stands.
WITH RECURSIVE up AS (
  SELECT k.thing, 0 AS steps FROM need_kept k WHERE k.thing = $1
  UNION ALL
  SELECT k.above, u.steps + 1
  FROM up u CROSS JOIN need_kept k
  WHERE k.thing = u.thing AND k.above IS NOT NULL AND u.steps < 12)
SELECT x.entry, x.title, w.stage, w.progress
FROM up u JOIN scheme x ON x.need = u.thing
JOIN scheme_kept w ON w.thing = x.entry
WHERE x.counts = 1
ORDER BY x.held, x.entry LIMIT 20;

-- web_need_below(body, today)
-- Needs that nobody has merged yet, of the body itself and of those under it:
-- what a wider need may be made of.
SELECT k.thing, n.title, n.number, k.body, k.household, k.sector, k.cost,
       k.women_first, k.tier
FROM need_kept k JOIN need n ON n.entry = k.thing
WHERE k.above IS NULL AND k.state <> 9 AND k.state <> 7 AND k.state <> 8
  AND (k.body = $1 OR k.body IN (
    SELECT f.body FROM federated f
    WHERE f.parent = $1 AND f.since <= $2 AND f.until > $2))
ORDER BY k.sector, n.number, k.thing LIMIT 201;

-- web_need_resolutions(body)
SELECT r.entry FROM resolution r
WHERE r.body = $1 AND r.counts = 1 AND r.state NOT IN (1, 4, 5)
ORDER BY r.passed DESC, r.entry LIMIT 20;

-- web_plan_items(plan)
-- The items in their order; of each the leaves behind it, each once.
WITH RECURSIVE item AS (
  SELECT i.need, i.position, i.entry FROM planned i WHERE i.plan = $1),
below AS (
  SELECT i.need AS item, i.need AS thing FROM item i
  UNION ALL
  SELECT b.item, k.thing
  FROM below b CROSS JOIN need_kept k WHERE k.above = b.thing)
SELECT i.need, i.position, n.title, n.number, k.body, k.tier, k.sector,
       k.nature, k.who, k.state, p.starts, p.ends, p.who_does,
       count(*) AS needs,
       CAST(coalesce(sum(l.cost), 0) AS BIGINT) AS cost,
       CAST(coalesce(sum(l.households), 0) AS BIGINT) AS households,
       CAST(coalesce(sum(l.women), 0) AS BIGINT) AS women,
       CAST(coalesce(sum(l.men), 0) AS BIGINT) AS men,
       CAST(coalesce(sum(l.poorest), 0) AS BIGINT) AS poorest,
       CAST(coalesce(max(k.women_first), 0) AS BIGINT) AS women_first,
       CAST(coalesce(sum(coalesce(l.own_cash, 0) + coalesce(l.own_labour, 0)
         + coalesce(l.own_kind, 0)), 0) AS BIGINT) AS own,
       k.cost AS estimate, k.non_project
FROM item i JOIN need n ON n.entry = i.need
JOIN need_kept k ON k.thing = i.need
JOIN plan_item p ON p.entry = i.entry
JOIN below b ON b.item = i.need
JOIN need_kept l ON l.thing = b.thing AND l.leaf = 1
GROUP BY i.need, i.position, n.title, n.number, k.body, k.tier, k.sector,
         k.nature, k.who, k.state, p.starts, p.ends, p.who_does, k.cost,
         k.non_project
ORDER BY i.position NULLS LAST, n.number, i.need LIMIT 1001;

-- web_plan_total(plan)
-- All leaves behind the plan, each once, also where two items hold it; by who
-- is to pay.
WITH RECURSIVE below AS (
  SELECT i.need AS thing FROM planned i WHERE i.plan = $1
  UNION
  SELECT k.thing FROM below b CROSS JOIN need_kept k WHERE k.above = b.thing)
SELECT count(*) AS needs, CAST(coalesce(sum(k.cost), 0) AS BIGINT) AS cost,
       CAST(coalesce(sum(k.households), 0) AS BIGINT) AS households,
       CAST(coalesce(sum(k.women), 0) AS BIGINT) AS women,
       CAST(coalesce(sum(k.men), 0) AS BIGINT) AS men,
       CAST(coalesce(sum(k.poorest), 0) AS BIGINT) AS poorest,
       CAST(coalesce(sum(k.own_cash), 0) AS BIGINT) AS own_cash,
       CAST(coalesce(sum(k.own_labour), 0) AS BIGINT) AS own_labour,
       CAST(coalesce(sum(k.own_kind), 0) AS BIGINT) AS own_kind,
       CAST(coalesce(sum(k.granted), 0) AS BIGINT) AS granted,
       CAST(coalesce(sum(k.fund), 0) AS BIGINT) AS fund,
       CAST(coalesce(sum(k.credit), 0) AS BIGINT) AS credit,
       CAST(coalesce(sum(k.government), 0) AS BIGINT) AS government,
       CAST(coalesce(sum(k.donor), 0) AS BIGINT) AS donor,
       CAST(coalesce(sum(k.private), 0) AS BIGINT) AS private
FROM below b JOIN need_kept k ON k.thing = b.thing
WHERE k.leaf = 1;

-- web_plan_steps(plan)
SELECT s.entry, s.held, s.stage, s.before_whom, s.note, s.resolution, s.meeting
FROM plan_step s WHERE s.plan = $1 AND s.counts = 1
ORDER BY s.held, s.stage, s.entry LIMIT 200;

-- web_plan_versions(plan)
SELECT p.entry, p.version, p.code
FROM plan q JOIN plan p ON p.body = q.body AND p.tier = q.tier AND p.counts = 1
WHERE q.entry = $1 AND p.entry <> $1
ORDER BY p.version DESC, p.entry LIMIT 20;

-- web_mip_needs(mip)
SELECT k.thing, n.title, k.raised, k.cost, k.state
FROM need n JOIN need_kept k ON k.thing = n.entry
WHERE n.mip = $1
ORDER BY k.raised, k.thing LIMIT 50;

-- script nrm_views
-- What of livelihood is counted where a body is, and of whom: each with the body
-- or the person whose record it reads.
CREATE VIEW live_of AS
SELECT x.entry AS thing, 'nrm' AS kind, x.body AS body FROM nrm x
UNION ALL
SELECT x.entry, 'enterprise', x.body FROM enterprise x
UNION ALL
SELECT s.entry, 'sale', x.body FROM enterprise x
JOIN sale s ON s.enterprise = x.entry
UNION ALL
SELECT x.entry, 'joint_trade', x.body FROM joint_trade x
UNION ALL
SELECT x.entry, 'school', x.body FROM school x
UNION ALL
SELECT x.entry, 'literacy', x.body FROM literacy x
UNION ALL
SELECT x.entry, 'health_worker', x.body FROM health_worker x;
CREATE VIEW live_person AS
SELECT m.entry AS thing, 'enterprise' AS kind, m.person AS person
FROM enterprise_artisans m
UNION ALL
SELECT p.entry, 'sale', p.person FROM sale_payouts p
UNION ALL
SELECT l.entry, 'literacy', l.person FROM literacy_learners l
UNION ALL
SELECT h.entry, 'health_worker', h.person FROM health_worker h;

-- script nrm_views_drop
DROP VIEW IF EXISTS live_of;
DROP VIEW IF EXISTS live_person;

-- nrm_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- nrm_view(body, activity, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, a.nature
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN activity_kind a ON a.code = $2 AND a.counts = 1;

-- nrm_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT x.entry, x.held, x.quantity, x.area, x.women, x.men, a.nature,
         a.counted, a.first_months, a.last_months, x.body, b.place, b.rsp,
         coalesce(x.project, b.project) AS project
  FROM nrm x JOIN body b ON b.entry = x.body AND b.counts = 1
  LEFT JOIN activity_kind a ON a.code = x.activity AND a.counts = 1
  WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.held AS on_day,
       CAST(NULL AS BIGINT) AS months, o.quantity, o.area, o.women, o.men,
       o.nature, o.counted, o.first_months, o.last_months, o.body, o.place,
       o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'nrm') = 'nrm') AS cutover
FROM own o
UNION ALL
SELECT 1, s.entry, s.held, s.months, s.alive, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN survival s ON s.nrm = o.entry WHERE s.counts = 1
ORDER BY what, on_day, entry;

-- nrm_benefit(place, day, household)
WITH @homes
SELECT DISTINCT x.entry, x.held AS on_day, x.species AS programme,
       CAST(NULL AS BIGINT) AS amount, p.person, a.household
FROM home a CROSS JOIN nrm_parts p JOIN nrm x ON x.entry = p.entry
WHERE p.household = a.household AND x.counts = 1
ORDER BY on_day DESC, x.entry;

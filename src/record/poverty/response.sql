-- response_scope(household, person, body, place)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1
UNION ALL
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM person p JOIN household h ON h.entry = p.household
WHERE p.entry = $2 AND CAST($1 AS BYTEA) IS NULL
UNION ALL
SELECT place, rsp, project FROM body
WHERE entry = $3 AND coalesce($1, $2) IS NULL
UNION ALL
SELECT entry, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM place
WHERE entry = $4 AND coalesce($1, $2, $3) IS NULL;

-- response_view(questionnaire, household, person, body, place, today)
SELECT CAST($6 AS BIGINT) AS today, CAST($1 AS TEXT) AS card,
       coalesce(b.formed, p.born) AS begun,
       coalesce(h.counts, p.counts, b.counts, l.counts) AS stands
FROM (SELECT 1 AS one) o
LEFT JOIN household h ON h.entry = $2
LEFT JOIN person p ON p.entry = $3
LEFT JOIN body b ON b.entry = $4
LEFT JOIN place l ON l.entry = $5;

-- response_facts(thing, since)
-- A person's answers count where she lived on that day.
WITH last AS MATERIALIZED (
  SELECT r.entry, r.questionnaire, r.household, r.person, r.body, r.place,
         r.held, r.answers
  FROM response r
  WHERE r.thing = $1 AND r.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
  ORDER BY r.held DESC, r.entry DESC LIMIT 1),
lies AS MATERIALIZED (
  SELECT x.entry, x.questionnaire, x.held, x.answers, h.place,
         CAST(NULL AS BYTEA) AS rsp, CAST(NULL AS BYTEA) AS project
  FROM last x JOIN household h ON h.entry = x.household AND h.counts = 1
  UNION ALL
  SELECT x.entry, x.questionnaire, x.held, x.answers, h.place, NULL, NULL
  FROM last x JOIN resident v /* along person = x.person */ ON v.person = x.person
  JOIN household h ON h.entry = v.household AND h.counts = 1
  WHERE (v.since IS NULL OR v.since <= x.held)
    AND (v.until IS NULL OR v.until > x.held)
  UNION ALL
  SELECT x.entry, x.questionnaire, x.held, x.answers, b.place, b.rsp, b.project
  FROM last x JOIN body b ON b.entry = x.body AND b.counts = 1
  UNION ALL
  SELECT x.entry, x.questionnaire, x.held, x.answers, l.entry, NULL, NULL
  FROM last x JOIN place l ON l.entry = x.place AND l.counts = 1)
SELECT 0 AS what, y.entry AS entry, y.place, y.rsp, y.project, y.held,
       y.answers, s.code AS question, s.feeds, s.type, i.scale,
       CAST(NULL AS TEXT) AS indicator, CAST(NULL AS BIGINT) AS since
FROM lies y
JOIN questionnaire q ON q.code = y.questionnaire AND q.counts = 1
JOIN questionnaire_questions s ON s.entry = q.entry
JOIN indicator i ON i.counts = 1 AND i.code = CASE
  WHEN s.feeds LIKE '%=%' THEN (
    SELECT j.code FROM indicator j
    WHERE substr(s.feeds, 1, length(j.code) + 1) = j.code || '='
    ORDER BY j.code LIMIT 1)
  ELSE s.feeds END
UNION ALL
SELECT 1, y.entry, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       r.indicator, r.since
FROM lies y JOIN running r ON r.place = y.place
WHERE y.rsp IS NULL OR r.rsp = y.rsp
ORDER BY 1, 8, 12 NULLS FIRST, 13;

-- survey_view(place)
SELECT level FROM place WHERE entry = $1;

-- survey_touch(entry)
SELECT o.thing, CAST(NULL AS BIGINT) AS since, 'objection' AS kind
FROM objection o WHERE o.survey = $1;

-- script survey_views
-- The stage of a survey from a day on: of two on one day the further one. A
-- survey without any is open.
CREATE VIEW survey_stage AS
SELECT g.survey, g.entry, g.state, g.since, (
         SELECT CAST(min(n.since) AS BIGINT) FROM stage n
         WHERE n.survey = g.survey AND n.counts = 1 AND n.since > g.since
       ) AS until_day
FROM stage g
WHERE g.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM stage n
  WHERE n.survey = g.survey AND n.counts = 1 AND n.since = g.since
    AND (n.state > g.state OR (n.state = g.state AND n.entry > g.entry)));

-- The scores of a survey: of each household the last one that counts and that no
-- other supersedes. A household has few scores, a survey has many: coalesce keeps
-- the look within off the index of surveys.
CREATE VIEW surveyed AS
SELECT s.survey, s.household, s.entry, s.held, s.card, s.score, s.answers,
       s.enumerator
FROM score s
WHERE s.counts = 1 AND s.survey IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM score n WHERE n.supersedes = s.entry AND n.counts = 1)
  AND NOT EXISTS (
    SELECT 1 FROM score n
    WHERE n.household = s.household AND n.counts = 1 AND n.entry <> s.entry
      AND coalesce(n.survey, n.survey) = s.survey
      AND (n.held > s.held OR (n.held = s.held AND n.entry > s.entry)));

-- script survey_views_drop
DROP VIEW IF EXISTS surveyed;
DROP VIEW IF EXISTS survey_stage;

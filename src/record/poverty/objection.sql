-- objection_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- objection_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- objection_facts(thing, since)
SELECT o.entry, CASE WHEN EXISTS (
         SELECT 1 FROM household h JOIN area a ON a.place = h.place
         JOIN survey s ON s.entry = o.survey
         WHERE h.entry = o.household AND a.above = s.place
           AND a.since <= o.held AND a.until > o.held) THEN 1 ELSE 0 END AS inside
FROM objection o
WHERE o.thing = $1 AND o.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY o.held, o.entry;

-- script objection_views
-- The last word about a household of a survey's list; `settled` when it was
-- confirmed, or scored anew in the same survey after the dispute.
CREATE VIEW objected AS
SELECT o.survey, o.household, o.entry, o.held, o.says, o.why,
       CASE WHEN o.says = 0 THEN 1
       WHEN EXISTS (
         SELECT 1 FROM score s
         WHERE s.household = o.household
           AND coalesce(s.survey, s.survey) = o.survey
           AND s.counts = 1 AND s.held > o.held) THEN 1 ELSE 0 END AS settled
FROM objection o
WHERE o.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM objection n
  WHERE n.household = o.household AND n.counts = 1
    AND coalesce(n.survey, n.survey) = o.survey
    AND (n.held > o.held OR (n.held = o.held AND n.entry > o.entry)));

-- script objection_views_drop
DROP VIEW IF EXISTS objected;

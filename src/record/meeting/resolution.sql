-- resolution_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- resolution_view(body, meeting, supersedes, today)
SELECT CAST($4 AS BIGINT) AS today, b.formed, g.body AS met_body,
       CAST(g.counts AS BIGINT) AS met_counts, g.held AS met_on, g.not_held,
       g.quorum_needed, coalesce((
         SELECT CAST(sum(CASE WHEN r.present = 0 THEN 1 ELSE 0 END) AS BIGINT)
         FROM meeting_attendance r
         WHERE r.entry = g.entry AND r.present IS NOT NULL),
       CASE WHEN g.women IS NULL AND g.men IS NULL THEN NULL
       ELSE coalesce(g.women, 0) + coalesce(g.men, 0) END) AS came,
       s.body AS old_body
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN meeting g ON g.entry = $2
LEFT JOIN resolution s ON s.entry = $3;

-- resolution_facts(thing, since)
SELECT r.entry,
       CASE WHEN r.bylaw IS NULL OR EXISTS (
         SELECT 1 FROM law_in_force l
         WHERE l.body = r.body AND l.bylaw = r.bylaw
           AND l.since <= r.passed AND l.until > r.passed)
       THEN 0 ELSE 1 END AS unlawful
FROM resolution r WHERE r.entry = $1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY r.entry;

-- script resolution_views
-- How each resolution stands by its last follow-up: `state` as its own field
-- says it, 6 where it was done. `held` is the day since which it stands so.
CREATE VIEW resolved AS
SELECT r.entry AS resolution, r.body, r.meeting, r.passed,
       CASE WHEN EXISTS (
         SELECT 1 FROM resolution n
         WHERE n.supersedes = r.entry AND n.counts = 1 AND n.state <> 1
           AND n.state <> 4) THEN 5
       WHEN f.entry IS NULL THEN r.state
       ELSE CASE f.state WHEN 0 THEN 2 WHEN 1 THEN 3 WHEN 2 THEN 6
         WHEN 3 THEN 4 ELSE 2 END END AS state,
       coalesce(f.held, r.passed) AS held,
       CASE WHEN f.entry IS NULL THEN r.due ELSE f.due END AS due,
       f.entry AS followup
FROM resolution r
LEFT JOIN followup f ON f.resolution = r.entry AND f.counts = 1
  AND NOT EXISTS (
    SELECT 1 FROM followup l
    WHERE l.resolution = f.resolution AND l.counts = 1
      AND (l.held > f.held OR (l.held = f.held AND l.entry > f.entry)))
WHERE r.counts = 1;

-- script resolution_views_drop
DROP VIEW IF EXISTS resolved;

-- resolution_stir(entry)
SELECT s.entry AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme s WHERE s.resolution = $1;

-- disaster_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- disaster_stir(entry)
SELECT DISTINCT thing, CAST(NULL AS BIGINT) AS since, 'relief_given' AS kind
FROM relief_given WHERE disaster = $1;

-- script disaster_views
-- The phase in which each disaster is as a whole: of those said of no place the
-- last, of two on one day the further one. `ended` is the day of the return to
-- normal where that is the last that was said.
CREATE VIEW disaster_now AS
SELECT d.entry AS disaster, d.place, d.since, p.phase, p.held AS phase_since,
       CASE WHEN p.phase = 3 THEN p.held END AS ended
FROM disaster d
LEFT JOIN disaster_phase p ON p.entry = (
  SELECT x.entry FROM disaster_phase x
  WHERE x.disaster = d.entry AND x.place IS NULL AND x.counts = 1
  ORDER BY x.held DESC, x.phase DESC, x.entry DESC LIMIT 1)
WHERE d.counts = 1;

-- script disaster_views_drop
DROP VIEW IF EXISTS disaster_now;

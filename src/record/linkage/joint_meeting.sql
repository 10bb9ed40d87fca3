-- joint_meeting_scope(committee)
SELECT place, rsp, CAST(NULL AS BYTEA) FROM joint_committee WHERE entry = $1;

-- joint_meeting_view(committee, today)
SELECT CAST($2 AS BIGINT) AS today, c.since, c.until
FROM (SELECT 1 AS one) o LEFT JOIN joint_committee c ON c.entry = $1;

-- joint_meeting_stir(entry)
SELECT DISTINCT thing, CAST(NULL AS BIGINT) AS since, 'joint_step' AS kind
FROM joint_step WHERE joint_meeting = $1;

-- script joint_meeting_views
-- Each decision and how it stands by the last that was told of it: state as its
-- field says it, NULL nothing was told.
CREATE VIEW joint_decided AS
SELECT m.entry AS meeting, m.committee, m.held, d.n + 1 AS number, d.what,
       d.agency, d.body, d.linkage, s.entry AS step, s.state,
       s.held AS told, coalesce(s.due, d.due) AS due
FROM joint_meeting m
JOIN joint_meeting_decisions d ON d.entry = m.entry
LEFT JOIN joint_step s ON s.entry = (
  SELECT x.entry FROM joint_step x
  WHERE x.joint_meeting = m.entry AND x.number = d.n + 1 AND x.counts = 1
  ORDER BY x.held DESC, x.state DESC, x.entry DESC LIMIT 1)
WHERE m.counts = 1;

-- script joint_meeting_views_drop
DROP VIEW IF EXISTS joint_decided;

-- joint_step_scope(joint_meeting)
SELECT c.place, c.rsp, CAST(NULL AS BYTEA) FROM joint_meeting m
JOIN joint_committee c ON c.entry = m.committee WHERE m.entry = $1;

-- joint_step_view(joint_meeting, today)
SELECT CAST($2 AS BIGINT) AS today, m.held AS decided
FROM (SELECT 1 AS one) o LEFT JOIN joint_meeting m ON m.entry = $1;

-- joint_step_facts(thing, since)
SELECT s.entry, s.number, (
         SELECT count(*) FROM joint_meeting_decisions d
         WHERE d.entry = s.joint_meeting) AS decisions
FROM joint_step s JOIN joint_meeting m ON m.entry = s.joint_meeting
WHERE s.thing = $1 AND s.counts = 1 AND m.counts = 1
  AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY s.held, s.entry;

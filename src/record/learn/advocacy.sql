-- advocacy_view(resolution, today)
SELECT CAST($2 AS BIGINT) AS today, r.body AS resolved_by
FROM (SELECT 1 AS one) o LEFT JOIN resolution r ON r.entry = $1;

-- advocacy_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT a.entry, a.since, a.place, a.rsp, a.project FROM advocacy a
  WHERE a.entry = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.since AS on_day,
       CAST(NULL AS BIGINT) AS answer, CAST(NULL AS BIGINT) AS answered,
       CAST(NULL AS BIGINT) AS next_on, CAST(NULL AS BIGINT) AS changed,
       o.place, o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'advocacy') = 'advocacy') AS cutover
FROM own o
UNION ALL
SELECT 1, s.entry, s.held, s.answer, s.answered, s.next_on,
       CASE WHEN s.changed IS NULL THEN 0 ELSE 1 END, NULL, NULL, NULL, NULL
FROM own o JOIN advocacy_step s ON s.advocacy = o.entry
WHERE s.counts = 1
ORDER BY what, on_day, entry;

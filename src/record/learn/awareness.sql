-- awareness_view(toolkit, topic, crp, today)
SELECT CAST($4 AS BIGINT) AS today,
       CASE WHEN k.entry IS NULL THEN 1 ELSE (
         SELECT count(*) FROM toolkit_topics t
         WHERE t.entry = k.entry AND t.code = $2) END AS topics,
       c.since, c.ended
FROM (SELECT 1 AS one) o
LEFT JOIN toolkit k ON k.entry = (
  SELECT x.entry FROM toolkit x WHERE x.code = $1 AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
LEFT JOIN crp c ON c.entry = $3;

-- awareness_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT a.* FROM awareness a
  WHERE a.entry = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, CAST(NULL AS BIGINT) AS n, o.held AS on_day,
       o.women, o.men, o.girls, o.boys, CAST(NULL AS BIGINT) AS kept, o.place,
       o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'awareness') = 'awareness') AS cutover
FROM own o
UNION ALL
SELECT 1, c.entry, c.n + 1, c.due, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL
FROM own o JOIN awareness_commitments c ON c.entry = o.entry
UNION ALL
SELECT 2, k.entry, k.number, k.held, NULL, NULL, NULL, NULL, k.kept, NULL, NULL,
       NULL, NULL
FROM own o JOIN commitment_check k ON k.awareness = o.entry
WHERE k.counts = 1
ORDER BY what, entry, n;

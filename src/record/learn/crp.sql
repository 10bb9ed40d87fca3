-- crp_view(body, activist, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, a.person AS named, a.nature
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN activist a ON a.entry = $2;

-- crp_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT c.entry, c.since, c.ended, c.cadre, c.place, c.rsp, c.project, p.sex
  FROM crp c LEFT JOIN person p ON p.entry = c.person
  WHERE c.entry = $1 AND c.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, CAST(NULL AS BYTEA) AS task,
       o.since AS on_day, o.ended, o.sex, o.cadre, CAST(NULL AS BIGINT) AS women,
       CAST(NULL AS BIGINT) AS men, CAST(NULL AS BIGINT) AS amount,
       CAST(NULL AS BIGINT) AS quality, CAST(NULL AS BIGINT) AS booked,
       CAST(NULL AS BIGINT) AS undone, o.place,
       o.rsp, o.project, CAST(NULL AS BYTEA) AS book,
       CAST(NULL AS BYTEA) AS fund, CAST(NULL AS BIGINT) AS way,
       CAST(NULL AS BYTEA) AS account, CAST(NULL AS BYTEA) AS taker, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'crp') = 'crp') AS cutover
FROM own o
UNION ALL
SELECT 1, t.entry, NULL, t.held, NULL, NULL, NULL, t.women, t.men, t.fee, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN crp_task t ON t.crp = o.entry WHERE t.counts = 1
UNION ALL
SELECT 2, k.entry, k.task, k.held, NULL, NULL, NULL, NULL, NULL, NULL,
       k.quality, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN crp_task t ON t.crp = o.entry AND t.counts = 1
JOIN crp_check k ON k.task = t.entry WHERE k.counts = 1
UNION ALL
SELECT 3, p.entry, p.task, p.held, NULL, NULL, NULL, NULL, NULL, p.amount, NULL,
       CASE WHEN p.expense IS NULL THEN 0 ELSE 1 END,
       CASE WHEN EXISTS (
         SELECT 1 FROM taken_back v WHERE v.entry IN (p.entry, p.expense))
         THEN 1 ELSE 0 END, NULL, NULL, NULL,
       coalesce(p.payer, o.rsp), p.fund, p.way, p.account, p.taker, NULL
FROM own o JOIN crp_fee p ON p.crp = o.entry
WHERE p.counts = 1
ORDER BY what, on_day, entry;

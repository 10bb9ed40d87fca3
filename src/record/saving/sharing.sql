-- sharing_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- sharing_view(account, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, a.body AS account_of, r.body AS resolved
FROM (SELECT 1 AS one) o
LEFT JOIN account a ON a.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

-- sharing_facts(thing, since)
SELECT s.entry, q.member, s.body, b.rsp, b.project, b.place, s.held, s.what,
       s.given_as, q.amount, s.way, s.account, s.taker, p.sex, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'saving') = 'saving') AS cutover,
       CASE WHEN m.body = s.body THEN 0 ELSE 1 END AS other, q.n
FROM sharing s
JOIN body b ON b.entry = s.body AND b.counts = 1
JOIN sharing_part q ON q.entry = s.entry
LEFT JOIN member m ON m.entry = q.member
LEFT JOIN person p ON p.entry = m.person
WHERE s.entry = $1 AND s.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY s.entry, q.n;

-- sharing_touch(entry)
SELECT DISTINCT member AS thing, CAST(NULL AS BIGINT) AS since,
       'member' AS kind
FROM sharing_part WHERE entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM sharing x JOIN sharing_part p ON p.entry = x.entry
JOIN saving_step s /* along member = p.member */ ON s.member = p.member
WHERE x.entry = $1 AND s.held >= x.held;

-- delegate_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- delegate_view(parent, member, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, m.person AS whose
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN member m ON m.entry = $2;

-- delegate_facts(thing, since)
SELECT d.entry, d.body, coalesce((
         SELECT s.root FROM same s WHERE s.person = d.person), d.person)
         AS person,
       d.since, h.until AS holds, (
         SELECT c.number FROM clause_said c
         WHERE c.body = d.parent AND c.parameter = 1 AND c.since <= d.since
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS most,
       CASE WHEN m.entry IS NOT NULL THEN
         CASE WHEN m.counts = 1 AND m.joined <= d.since
           AND coalesce(m.ended, 2147483647) >= d.since
         THEN 1 ELSE 0 END END AS rests,
       CASE WHEN m.entry IS NOT NULL THEN
         CASE WHEN m.body = d.body OR EXISTS (
           SELECT 1 FROM federated f
           WHERE f.body = m.body AND f.parent = d.body
             AND f.since <= d.since AND f.until > d.since)
         THEN 1 ELSE 0 END END AS of_sender,
       CASE WHEN EXISTS (
           SELECT 1 FROM federated f
           WHERE f.body = d.body AND f.parent = d.parent
             AND f.since <= d.since AND f.until > d.since)
         THEN 1 ELSE 0 END AS federated,
       CASE WHEN d.bylaw IS NULL OR EXISTS (
         SELECT 1 FROM law_in_force l
         WHERE l.body = d.parent AND l.bylaw = d.bylaw
           AND l.since <= d.since AND l.until > d.since)
       THEN 0 ELSE 1 END AS unlawful
FROM delegate d
JOIN seated h ON h.delegate = d.entry
LEFT JOIN member m ON m.entry = d.member
WHERE d.thing = $1 AND d.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY d.since, d.entry;

-- delegate_touch(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM delegate x CROSS JOIN access a CROSS JOIN heard_of o
WHERE x.entry = $1 AND a.person = x.person AND o.body = x.parent;

-- delegate_stir(entry)
SELECT r.election AS thing, CAST(NULL AS BIGINT) AS since, 'election' AS kind
FROM roll_voter v JOIN roll r ON r.entry = v.entry WHERE v.delegate = $1;

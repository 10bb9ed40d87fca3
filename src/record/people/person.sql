-- person_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- person_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- person_young(thing, since)
-- As long as she never moved and is nobody else: her memberships.
SELECT m.entry AS entry, CASE WHEN b.counts = 1 AND p.counts = 1 AND h.counts = 1
         THEN 1 ELSE 0 END AS counts, m.body, p.sex, b.nature, b.rsp, b.project, h.place,
       m.joined, m.joined_grain, m.ended, m.ended_grain,
       CAST(NULL AS BIGINT) AS lived_since, CAST(NULL AS BIGINT) AS lived_until,
       CASE WHEN (
           SELECT s.state FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.since <= m.joined
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN m.joined ELSE (
           SELECT CAST(min(s.since) AS BIGINT) FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
             AND s.since > m.joined) END AS closed, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'member') = 'member') AS cutover,
       CASE WHEN h.place <> b.place THEN (
         SELECT CAST(min(CASE WHEN x.above = y.above THEN 0 ELSE 1 END)
           AS BIGINT)
         FROM area x JOIN area y ON y.place = b.place AND y.level = x.level
         WHERE x.place = h.place AND x.level IN (4, 5)
         GROUP BY x.level ORDER BY x.level DESC LIMIT 1) END AS outside
FROM member m
LEFT JOIN body b ON b.entry = m.body
LEFT JOIN person p ON p.entry = $1
LEFT JOIN household h ON h.entry = p.household
WHERE m.person = $1 AND m.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY m.joined, m.entry;

-- person_facts(thing, since)
WITH RECURSIVE one AS (
  SELECT coalesce(CAST(NULL AS BYTEA), $1) AS person
  WHERE NOT EXISTS (
    SELECT 1 FROM same s WHERE s.person = $1 AND s.root <> s.person)
  UNION
  SELECT x.person FROM one CROSS JOIN merged x WHERE x.same_as = one.person)
SELECT m.entry AS entry, CASE WHEN b.counts = 1 AND p.counts = 1 AND h.counts = 1
         THEN 1 ELSE 0 END AS counts, m.body, p.sex, b.nature, b.rsp, b.project, h.place,
       m.joined, m.joined_grain, m.ended, m.ended_grain,
       r.since AS lived_since, r.until AS lived_until,
       CASE WHEN (
           SELECT s.state FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.since <= m.joined
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN m.joined ELSE (
           SELECT CAST(min(s.since) AS BIGINT) FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
             AND s.since > m.joined) END AS closed, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'member') = 'member') AS cutover,
       CASE WHEN h.place <> b.place THEN (
         SELECT CAST(min(CASE WHEN x.above = y.above THEN 0 ELSE 1 END)
           AS BIGINT)
         FROM area x JOIN area y ON y.place = b.place AND y.level = x.level
         WHERE x.place = h.place AND x.level IN (4, 5)
         GROUP BY x.level ORDER BY x.level DESC LIMIT 1) END AS outside
FROM one
JOIN member m ON m.person = one.person AND m.counts = 1
LEFT JOIN body b ON b.entry = m.body
LEFT JOIN person p ON p.entry = $1
LEFT JOIN resident r ON r.person = $1
LEFT JOIN household h ON h.entry = r.household
WHERE CAST($2 AS BIGINT) IS NOT NULL
ORDER BY m.joined, m.entry, r.since NULLS FIRST;

-- person_stir(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM homes o WHERE o.person = $1
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM same x
CROSS JOIN homes o /* along person = x.root */
WHERE x.person = $1 AND o.person = x.root
UNION ALL
SELECT g.thing, CAST(NULL AS BIGINT), 'meeting'
FROM member m
JOIN meeting_attendance r ON r.member = m.entry
JOIN meeting g ON g.entry = r.entry
WHERE m.person = $1
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'deposit'
FROM member m JOIN deposit d ON d.member = m.entry WHERE m.person = $1
UNION ALL
SELECT s.entry, CAST(NULL AS BIGINT), 'sharing'
FROM member m JOIN sharing_part s ON s.member = m.entry WHERE m.person = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), kind FROM live_person WHERE person = $1
UNION ALL
SELECT m.entry, CAST(NULL AS BIGINT), 'member'
FROM member m
WHERE m.person = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = m.entry)
UNION ALL
SELECT f.thing, CAST(NULL AS BIGINT), 'formation'
FROM member m CROSS JOIN formation f WHERE m.person = $1 AND f.body = m.body
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'term' FROM term WHERE person = $1
UNION ALL
SELECT body, CAST(NULL AS BIGINT), 'body' FROM term
WHERE person = $1 AND EXISTS (SELECT 1 FROM rhythm WHERE needs_posts > 0)
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'delegate' FROM delegate WHERE person = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'crp' FROM crp WHERE person = $1
UNION ALL
SELECT election, CAST(NULL AS BIGINT), 'election'
FROM nomination WHERE person = $1
UNION ALL
SELECT d.election, CAST(NULL AS BIGINT), 'election'
FROM declaration_winner w JOIN declaration d ON d.entry = w.entry
WHERE w.person = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'election'
FROM election_warden WHERE person = $1
UNION ALL
SELECT e.entry, CAST(NULL AS BIGINT), 'election'
FROM term t JOIN election e ON e.body = t.body WHERE t.person = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'loan' FROM loan WHERE person = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM loan l JOIN approval a ON a.loan = l.entry WHERE l.person = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM approval a WHERE a.person = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'appraisal'
FROM loan l JOIN appraisal a ON a.loan = l.entry WHERE l.person = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'appraisal'
FROM appraisal a WHERE a.person = $1;

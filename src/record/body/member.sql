-- member_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- member_view(body, person, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, b.sex AS body_sex,
       p.sex, p.born, p.born_grain
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN person p ON p.entry = $2;

-- member_touch(entry)
SELECT person AS thing, CAST(NULL AS BIGINT) AS since, 'person' AS kind
FROM member WHERE entry = $1
UNION ALL
SELECT p.household, CAST(NULL AS BIGINT), 'household'
FROM member m CROSS JOIN person p WHERE m.entry = $1 AND p.entry = m.person
UNION ALL
SELECT body, CAST(NULL AS BIGINT), 'body' FROM member WHERE entry = $1
UNION ALL
SELECT f.thing, CAST(NULL AS BIGINT), 'formation'
FROM member m CROSS JOIN formation f WHERE m.entry = $1 AND f.body = m.body
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM member x CROSS JOIN access a CROSS JOIN heard_of o
WHERE x.entry = $1 AND a.person = x.person AND o.body = x.body;

-- member_facts(thing, since)
-- Nothing of somebody who never drew.
WITH own AS MATERIALIZED (
  SELECT m.entry, m.body, b.rsp, b.project, b.place, p.sex, (
           SELECT CAST(min(r.since) AS BIGINT) FROM running r
           WHERE r.place = b.place AND r.rsp = b.rsp
             AND coalesce(r.indicator, 'saving') = 'saving') AS cutover
  FROM member m
  JOIN body b ON b.entry = m.body AND b.counts = 1
  LEFT JOIN person p ON p.entry = m.person
  WHERE m.entry = $1 AND m.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
    AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = $1))
SELECT f.entry AS entry,
       CASE WHEN f.kind IN ('withdrawal', 'settlement') THEN 0 ELSE 1 END
         AS aside, o.entry AS member,
       CASE WHEN f.kind = 'cession' THEN o.body ELSE coalesce((
         SELECT c.successor FROM cession c
         WHERE c.body = o.body AND c.counts = 1 AND c.whole = 1
           AND c.held <= f.on_day AND NOT EXISTS (
             SELECT 1 FROM taken_back r WHERE r.entry = c.entry)
         ORDER BY c.held, c.entry LIMIT 1), o.body) END AS body,
       o.rsp, o.project, o.place, o.sex, o.cutover, f.on_day, f.n AS n, f.sort, f.moves, f.amount, f.kind,
       coalesce(w.way, t.way, s.way) AS way,
       coalesce(w.account, t.account, s.account) AS account,
       coalesce(w.taker, t.taker, s.taker) AS taker,
       coalesce(f.loan, x.loan) AS loan, f.owes, f.multiple, q.successor
FROM own o CROSS JOIN (
  SELECT entry, n, on_day, sort, moves, amount, kind,
         CAST(NULL AS BYTEA) AS loan, CAST(NULL AS BIGINT) AS owes,
         CAST(NULL AS BIGINT) AS multiple
  FROM saving_flow WHERE member = $1
  UNION ALL
  SELECT entry, n, on_day, 0, 0, 0, 'loan', loan, owes, multiple
  FROM saving_pledge WHERE member = $1) f
LEFT JOIN withdrawal w ON w.entry = f.entry
LEFT JOIN settlement t ON t.entry = f.entry
LEFT JOIN sharing s ON s.entry = f.entry
LEFT JOIN cession q ON q.entry = f.entry
LEFT JOIN settlement_netted x ON x.entry = f.entry AND f.n = 4 + x.n
  AND f.kind = 'settlement'
ORDER BY entry, n, f.kind;

-- member_beyond(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM member m
CROSS JOIN homes o /* along person = m.person */
WHERE m.entry = $1 AND o.person = m.person
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM member m CROSS JOIN same x CROSS JOIN homes o /* along person = x.root */
WHERE m.entry = $1 AND x.person = m.person AND o.person = x.root
UNION ALL
SELECT t.thing, CAST(NULL AS BIGINT), 'term'
FROM member m CROSS JOIN term t WHERE m.entry = $1 AND t.person = m.person
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM member m CROSS JOIN delegate d WHERE m.entry = $1 AND d.person = m.person;

-- member_stir(entry)
SELECT g.thing, CAST(NULL AS BIGINT) AS since, 'meeting' AS kind
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE r.member = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'deposit' FROM deposit WHERE member = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'sharing' FROM sharing_part
WHERE member = $1
UNION ALL
SELECT r.election, CAST(NULL AS BIGINT), 'election'
FROM roll_voter v JOIN roll r ON r.entry = v.entry WHERE v.member = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM loan l JOIN approval a ON a.loan = l.entry WHERE l.member = $1;

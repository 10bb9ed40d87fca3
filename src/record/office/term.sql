-- script term_views
-- Which body stood in which body above it: from `since` until the day before
-- `until`; 2147483647 there and below means: still.
CREATE VIEW federated AS
SELECT b.entry AS body, b.parent, b.formed AS since, coalesce((
         SELECT CAST(min(l.since) AS BIGINT) FROM link l
         WHERE l.body = b.entry AND l.counts = 1), 2147483647) AS until
FROM body b WHERE b.counts = 1 AND b.parent IS NOT NULL
UNION ALL
SELECT l.body, l.parent, l.since, coalesce((
         SELECT CAST(min(n.since) AS BIGINT) FROM link n
         WHERE n.body = l.body AND n.counts = 1 AND n.since > l.since),
         2147483647)
FROM link l
WHERE l.counts = 1 AND l.parent IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM link n
  WHERE n.body = l.body AND n.counts = 1 AND n.since = l.since
    AND n.entry > l.entry);

-- Who held which office: from `since` until the day before `until`.
-- `due`: the day on which the term runs out by itself, as it was said, else by
-- the by-law in force when it began (4: term_months; a month is as long as on
-- average). From `due` on she is a caretaker, for so many days as the by-law
-- gives (29: caretaker_days; no such clause, no such limit), at most until
-- somebody follows: `lapses`, never before `due`. A term ends sooner when it is
-- said to have ended, with the membership it rests on (the one it names, else
-- hers in that body), when the body ends or when she dies: `ends`. What runs out
-- later than that moves nothing, so the first day of all ends it.
-- It is worked out anew of the body that is asked for; of all bodies together,
-- table term_kept has what it said when the body was derived.
CREATE VIEW holder AS
SELECT l.body, l.office, l.person, l.since, (
         SELECT CAST(min(x.on_day) AS BIGINT) FROM (
           SELECT l.ends AS on_day
           UNION ALL
           SELECT l.lapses) x) AS until,
       l.due, l.term, l.member, l.basis
FROM (
  SELECT k.body, k.office, k.person, k.since, k.due, k.term, k.member, k.basis, (
         SELECT CAST(min(x.on_day) AS BIGINT) FROM (
           SELECT coalesce(k.ended, 2147483647) AS on_day
           UNION ALL
           SELECT CASE WHEN m.counts = 1 THEN m.ended ELSE k.since END
           FROM member m WHERE m.entry = k.member
           UNION ALL
           SELECT max(coalesce(m.ended, 2147483647)) FROM member m
           WHERE k.member IS NULL AND m.person = k.person AND m.body = k.body
             AND m.counts = 1 AND m.joined <= k.since
             AND coalesce(m.ended, 2147483647) > k.since
           UNION ALL
           SELECT min(s.since) FROM standing s
           WHERE s.body = k.body AND s.counts = 1 AND s.state > 2
             AND s.since >= k.since
           UNION ALL
           SELECT p.died FROM person p WHERE p.entry = k.person) x)
       AS ends, (
         SELECT CAST(min(x.on_day) AS BIGINT) FROM (
           SELECT k.due + coalesce((
             SELECT c.number FROM clause_said c
             WHERE c.body = k.body AND c.parameter = 29 AND c.since <= k.since
             ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
             LIMIT 1), 2147483647) AS on_day
           UNION ALL
           SELECT n.since FROM term n
           WHERE n.body = k.body AND n.office = k.office AND n.counts = 1
             AND n.entry <> k.term AND n.since >= k.due) x)
       AS lapses
  FROM (
    SELECT t.body, t.office, t.person, t.since, t.entry AS term, t.member,
           t.basis, t.ended,
           CASE WHEN t.until IS NOT NULL THEN t.until
             WHEN t.basis IN (2, 3) THEN 2147483647
             ELSE coalesce((
               SELECT t.since + c.number * 146097 / 4800 FROM clause_said c
               WHERE c.body = t.body AND c.parameter = 4 AND c.since <= t.since
               ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
               LIMIT 1), 2147483647) END AS due
    FROM term t WHERE t.counts = 1) k) l;

-- Who sits in the general body of `body`, sent by `from_body`: the delegates
-- that were named; where the by-law in force says "leaders", the office bearers
-- of every body that stands in it; where it says "members", its own members. A
-- seat falls with what it rests on: membership, office, the body that sends,
-- its place in the federation.
CREATE VIEW seated AS
SELECT d.parent AS body, d.body AS from_body, d.person, d.since, (
         SELECT CAST(min(x.on_day) AS BIGINT) FROM (
           SELECT coalesce(d.ended, 2147483647) AS on_day
           UNION ALL
           SELECT d.until
           UNION ALL
           SELECT CASE WHEN m.counts = 1 THEN m.ended ELSE d.since END
           FROM member m WHERE m.entry = d.member
           UNION ALL
           SELECT max(coalesce(m.ended, 2147483647)) FROM member m
           WHERE d.member IS NULL AND m.person = d.person AND m.body = d.body
             AND m.counts = 1 AND m.joined <= d.since
             AND coalesce(m.ended, 2147483647) > d.since
           UNION ALL
           SELECT min(s.since) FROM standing s
           WHERE s.body = d.body AND s.counts = 1 AND s.state > 2
             AND s.since >= d.since
           UNION ALL
           SELECT min(s.since) FROM standing s
           WHERE s.body = d.parent AND s.counts = 1 AND s.state > 2
             AND s.since >= d.since
           UNION ALL
           SELECT max(f.until) FROM federated f
           WHERE f.body = d.body AND f.parent = d.parent
             AND f.since <= d.since AND f.until > d.since
           UNION ALL
           SELECT p.died FROM person p WHERE p.entry = d.person) x) AS until,
       d.entry AS delegate, CAST(NULL AS BYTEA) AS term, d.member
FROM delegate d WHERE d.counts = 1
UNION ALL
SELECT f.parent, h.body, h.person,
       CASE WHEN h.since < f.since THEN f.since ELSE h.since END,
       CASE WHEN h.until > f.until THEN f.until ELSE h.until END,
       CAST(NULL AS BYTEA), h.term, h.member
FROM federated f JOIN holder h ON h.body = f.body
JOIN office o ON o.code = h.office AND o.counts = 1 AND o.bearer = 1
WHERE h.since < f.until AND h.until > f.since AND EXISTS (
  SELECT 1 FROM clause_of c
  WHERE c.body = f.parent AND c.parameter = 0 AND c.said = 'leaders')
UNION ALL
SELECT m.body, m.body, m.person, m.joined, coalesce(m.ended, 2147483647),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), m.entry
FROM member m
WHERE m.counts = 1 AND EXISTS (
  SELECT 1 FROM clause_of c
  WHERE c.body = m.body AND c.parameter = 0 AND c.said = 'members');

-- script term_views_drop
DROP VIEW IF EXISTS seated;
DROP VIEW IF EXISTS holder;
DROP VIEW IF EXISTS federated;

-- term_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- term_view(body, person, member, today)
SELECT CAST($4 AS BIGINT) AS today, b.formed, p.born, p.born_grain,
       m.person AS whose
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN person p ON p.entry = $2
LEFT JOIN member m ON m.entry = $3;

-- term_facts(thing, since)
SELECT t.entry, t.body, t.office, t.person AS named, coalesce((
         SELECT s.root FROM same s WHERE s.person = t.person), t.person)
         AS person,
       p.sex, CASE WHEN p.counts = 1 THEN p.household END AS household, b.nature,
       t.basis, t.since, t.until AS said, h.until AS holds, h.due,
       CASE WHEN o.entry IS NOT NULL AND b.nature IS NOT NULL THEN
         CASE WHEN '|' || o.natures || '|' LIKE CASE b.nature
           WHEN 0 THEN '%|co|%' WHEN 1 THEN '%|vo|%' WHEN 2 THEN '%|lso|%'
           WHEN 3 THEN '%|group|%' ELSE '%|network|%' END
         THEN 1 ELSE 0 END END AS fits,
       o.seats, o.not_with, (
         SELECT c.number FROM clause_said c
         WHERE c.body = t.body AND c.parameter = 4 AND c.since <= t.since
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS months, (
         SELECT c.number FROM clause_said c
         WHERE c.body = t.body AND c.parameter = 5 AND c.since <= t.since
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS most,
       CASE WHEN m.entry IS NOT NULL THEN
         CASE WHEN m.counts = 1 AND m.joined <= t.since
           AND coalesce(m.ended, 2147483647) >= t.since
         THEN 1 ELSE 0 END END AS rests,
       CASE WHEN (
           SELECT s.state FROM standing s
           WHERE s.body = t.body AND s.counts = 1 AND s.since < t.since
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN 1 ELSE 0 END AS dead,
       CASE WHEN t.bylaw IS NULL OR EXISTS (
         SELECT 1 FROM law_in_force l
         WHERE l.body = t.body AND l.bylaw = t.bylaw
           AND l.since <= t.since AND l.until > t.since)
       THEN 0 ELSE 1 END AS unlawful
FROM term t
JOIN holder h ON h.term = t.entry
LEFT JOIN body b ON b.entry = t.body
LEFT JOIN office o ON o.code = t.office AND o.counts = 1
LEFT JOIN member m ON m.entry = t.member
LEFT JOIN person p ON p.entry = t.person
WHERE t.thing = $1 AND t.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY t.since, t.entry;

-- term_touch(entry)
SELECT body AS thing, CAST(NULL AS BIGINT) AS since, 'body' AS kind FROM term
WHERE entry = $1 AND EXISTS (SELECT 1 FROM rhythm WHERE needs_posts > 0)
UNION ALL
SELECT e.entry, CAST(NULL AS BIGINT), 'election'
FROM term t JOIN election e ON e.body = t.body WHERE t.entry = $1
UNION ALL
SELECT f.thing, CAST(NULL AS BIGINT), 'formation'
FROM term t JOIN formation f ON f.body = t.body WHERE t.entry = $1
UNION ALL
SELECT c.entry, CAST(NULL AS BIGINT), 'committee'
FROM term t JOIN committee c ON c.body = t.body
WHERE t.entry = $1 AND c.nature = 2
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM term x CROSS JOIN access a CROSS JOIN heard_of o
WHERE x.entry = $1 AND a.person = x.person AND o.body = x.body;

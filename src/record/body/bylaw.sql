-- script bylaw_views
-- Every clause that ever spoke to a body: its own by-laws' (own 1), and those of
-- its nature's templates (0), which hold since ever where they have no day. On a
-- day that one holds which is first by own, since, version and bylaw, each DESC,
-- among those with since up to that day. A number of NULL and no words: there is
-- no such rule.
CREATE VIEW clause_said AS
SELECT g.body, c.parameter, c.number, c.said, g.adopted AS since,
       g.entry AS bylaw, 1 AS own, g.version
FROM bylaw g JOIN bylaw_clauses c ON c.entry = g.entry
WHERE g.counts = 1 AND g.body IS NOT NULL AND g.adopted IS NOT NULL
UNION ALL
SELECT b.entry, c.parameter, c.number, c.said, coalesce(g.adopted, -100000),
       g.entry, 0, g.version
FROM body b CROSS JOIN bylaw g JOIN bylaw_clauses c ON c.entry = g.entry
WHERE g.body IS NULL AND g.nature = b.nature AND g.counts = 1;

-- The clause in force: of the newest own by-law that speaks of it, else of the
-- newest template. One row for a body and a parameter (core/bylaw.h).
CREATE VIEW clause_of AS
SELECT s.body, s.parameter, s.number, s.said, s.since, s.bylaw
FROM clause_said s
WHERE s.bylaw = (
  SELECT o.bylaw FROM clause_said o
  WHERE o.body = s.body AND o.parameter = s.parameter
  ORDER BY o.own DESC, o.since DESC, o.version DESC, o.bylaw DESC LIMIT 1);

-- script bylaw_views_drop
DROP VIEW IF EXISTS clause_of;
DROP VIEW IF EXISTS clause_said;

-- bylaw_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- bylaw_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.nature AS body_is, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- bylaw_touch(entry)
-- What is judged by a clause, of the body, or of all bodies of the template's
-- nature: formations, accounts, terms, delegates, elections.
WITH own AS MATERIALIZED (
  SELECT g.body FROM bylaw g WHERE g.entry = $1 AND g.body IS NOT NULL
  UNION ALL
  SELECT b.entry FROM bylaw g JOIN body b ON b.nature = g.nature
  WHERE g.entry = $1 AND g.body IS NULL)
SELECT f.thing AS thing, CAST(NULL AS BIGINT) AS since, 'formation' AS kind
FROM own o JOIN formation f ON f.body = o.body
UNION
SELECT a.entry, CAST(NULL AS BIGINT), 'account'
FROM own o JOIN account a ON a.body = o.body
UNION
SELECT t.thing, CAST(NULL AS BIGINT), 'term'
FROM own o JOIN term t ON t.body = o.body
UNION
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM own o JOIN delegate d ON d.parent = o.body
UNION
SELECT body, CAST(NULL AS BIGINT), 'body' FROM own
WHERE EXISTS (SELECT 1 FROM rhythm WHERE needs_posts > 0)
UNION
SELECT e.entry, CAST(NULL AS BIGINT), 'election'
FROM own o JOIN election e ON e.body = o.body;

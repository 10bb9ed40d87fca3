-- script bylaw_views
-- Every clause that ever spoke to a body: its own by-laws' (own 1), and those of
-- its nature's templates (0), which hold since ever where they have no day. On a
-- day that one holds which is first by own, since, version and bylaw, each DESC,
-- among those with since up to that day. A number of NULL and no words: there is
-- no such rule.
-- One SELECT, not two: of one body it reads that body's, where a UNION would
-- read those of all bodies first.
CREATE VIEW clause_said AS
SELECT b.entry AS body, c.parameter, c.number, c.said,
       coalesce(g.adopted, -100000) AS since, g.entry AS bylaw,
       CASE WHEN g.body IS NULL THEN 0 ELSE 1 END AS own, g.version
FROM body b
CROSS JOIN bylaw g
CROSS JOIN bylaw_clauses c
WHERE (g.body = b.entry OR g.body IS NULL) AND g.counts = 1
  AND CASE WHEN g.body IS NULL THEN g.nature = b.nature
      ELSE g.adopted IS NOT NULL END
  AND c.entry = g.entry;

-- The clause in force: of the newest own by-law that speaks of it, else of the
-- newest template. One row for a body and a parameter (core/bylaw.h).
CREATE VIEW clause_of AS
SELECT s.body, s.parameter, s.number, s.said, s.since, s.bylaw
FROM clause_said s
WHERE s.bylaw = (
  SELECT o.bylaw FROM clause_said o
  WHERE o.body = s.body AND o.parameter = s.parameter
  ORDER BY o.own DESC, o.since DESC, o.version DESC, o.bylaw DESC LIMIT 1);

-- Every by-law that ever spoke to a body, on the same days; templates without a
-- day stand side by side.
CREATE VIEW law_said AS
SELECT b.entry AS body, g.entry AS bylaw, coalesce(g.adopted, -100000) AS since,
       CASE WHEN g.body IS NULL THEN 0 ELSE 1 END AS own,
       CASE WHEN g.adopted IS NULL THEN 0 ELSE g.version END AS version
FROM body b
CROSS JOIN bylaw g
WHERE (g.body = b.entry OR g.body IS NULL) AND g.counts = 1
  AND CASE WHEN g.body IS NULL THEN g.nature = b.nature
      ELSE g.adopted IS NOT NULL END;

-- From which day until the day before which each was in force for a body: what
-- an act cites stood on the day of the act (institutions.md 14.2, 9).
CREATE VIEW law_in_force AS
SELECT c.body, c.bylaw, c.since, coalesce((
         SELECT CAST(min(CASE WHEN n.since < c.since THEN c.since
           ELSE n.since END) AS BIGINT)
         FROM law_said n
         WHERE n.body = c.body AND (n.own > c.own
           OR (n.own = c.own AND (n.since > c.since
             OR (n.since = c.since AND n.version > c.version))))),
         2147483647) AS until
FROM law_said c;

-- script bylaw_views_drop
DROP VIEW IF EXISTS law_in_force;
DROP VIEW IF EXISTS law_said;
DROP VIEW IF EXISTS clause_of;
DROP VIEW IF EXISTS clause_said;

-- bylaw_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- bylaw_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.nature AS body_is, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- bylaw_touch(entry)
-- What is judged by a clause, of the body, or of all bodies of the template's
-- nature: formations, accounts, terms, delegates, elections; and what cites a
-- by-law.
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
FROM own o JOIN election e ON e.body = o.body
UNION
SELECT r.entry, CAST(NULL AS BIGINT), 'resolution'
FROM own o JOIN resolution r ON r.body = o.body WHERE r.bylaw IS NOT NULL
UNION
SELECT c.entry, CAST(NULL AS BIGINT), 'committee'
FROM own o JOIN committee c ON c.body = o.body WHERE c.bylaw IS NOT NULL
UNION
SELECT m.thing, CAST(NULL AS BIGINT), 'meeting'
FROM own o JOIN meeting m ON m.body = o.body WHERE m.bylaw IS NOT NULL
UNION
SELECT a.entry, CAST(NULL AS BIGINT), 'appraisal'
FROM own o JOIN loan l ON l.lender = o.body
JOIN appraisal a ON a.loan = l.entry
UNION
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM own o JOIN loan l ON l.lender = o.body
JOIN approval a ON a.loan = l.entry
UNION
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM own o JOIN loan l ON l.lender = o.body
JOIN disbursement d ON d.loan = l.entry
UNION
SELECT u.entry, CAST(NULL AS BIGINT), 'utilisation'
FROM own o JOIN loan l ON l.lender = o.body
JOIN utilisation u ON u.loan = l.entry;

-- cession_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- cession_view(successor, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- script cession_views
-- Bodies that a fund is, or was, of: whose it is, and to whom that one handed over
-- all it had, or loans out of it, and that one again; each from its day on.
CREATE VIEW fund_handed AS
SELECT c.body, c.successor, c.held FROM cession c
WHERE c.counts = 1 AND (c.whole = 1 OR EXISTS (
  SELECT 1 FROM cession_branch n WHERE n.entry = c.entry));
CREATE VIEW fund_with AS
SELECT f.entry AS fund, f.body, -100000 AS since
FROM fund f WHERE f.body IS NOT NULL
UNION ALL
SELECT f.entry, c.successor, c.held
FROM fund f JOIN fund_handed c ON c.body = f.body
UNION ALL
SELECT f.entry, d.successor, d.held
FROM fund f JOIN fund_handed c ON c.body = f.body
JOIN fund_handed d ON d.body = c.successor
WHERE d.held >= c.held;

-- script cession_views_drop
DROP VIEW IF EXISTS fund_with;
DROP VIEW IF EXISTS fund_handed;

-- cession_facts(thing, since)
SELECT c.entry, c.body, c.successor, c.held, 0 AS what, l.n, l.head, l.party,
       l.fund, l.amount, CAST(NULL AS BYTEA) AS member_to,
       CAST(NULL AS BIGINT) AS regular, CAST(NULL AS BIGINT) AS voluntary,
       CAST(NULL AS BIGINT) AS special
FROM cession c JOIN cession_line l ON l.entry = c.entry
WHERE c.entry = $1 AND c.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT c.entry, c.body, c.successor, c.held, 1, p.n, NULL, NULL, NULL, NULL,
       p.member_to, p.regular, p.voluntary, p.special
FROM cession c JOIN cession_part p ON p.entry = c.entry
WHERE c.entry = $1 AND c.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY 5, 6;

-- cession_touch(entry)
-- Loans of the body, and those that came to it from others before; who ever
-- drew savings there.
WITH RECURSIVE up AS (
  SELECT body FROM cession WHERE entry = $1
  UNION
  SELECT c.body FROM up CROSS JOIN cession c WHERE c.successor = up.body)
SELECT l.entry AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM up CROSS JOIN loan l WHERE l.lender = up.body
UNION
SELECT l.entry, CAST(NULL AS BIGINT), 'loan'
FROM up CROSS JOIN loan l WHERE l.body = up.body
UNION
SELECT m.entry, CAST(NULL AS BIGINT), 'member'
FROM up CROSS JOIN member m WHERE m.body = up.body
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = m.entry)
UNION
SELECT p.member, CAST(NULL AS BIGINT), 'member'
FROM cession_part p WHERE p.entry = $1
UNION
SELECT p.thing, CAST(NULL AS BIGINT), 'capital'
FROM up CROSS JOIN fund f CROSS JOIN capital p
WHERE f.body = up.body AND p.fund = f.entry
UNION
SELECT p.member_to, CAST(NULL AS BIGINT), 'member'
FROM cession_part p WHERE p.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = p.member_to);

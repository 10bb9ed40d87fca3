-- reversal_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- script reversal_views
-- What a second person took back, by which reversal and when: one who takes
-- back what they wrote themselves takes back nothing (finance.md 12, 2). Two may
-- have taken back the same: ask for it with EXISTS.
CREATE VIEW taken_back AS
SELECT r.reverses AS entry, r.entry AS reversal, r.held AS held FROM reversal r
WHERE r.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM entry e WHERE e.id = r.reverses AND e.author = r.author);

-- script reversal_views_drop
DROP VIEW IF EXISTS taken_back;

-- reversal_facts(thing, since)
SELECT r.entry AS entry,
       CASE WHEN EXISTS (SELECT 1 FROM entry e
              WHERE e.id = r.reverses AND e.author = r.author)
       THEN 1 ELSE 0 END AS own,
       CASE WHEN EXISTS (SELECT 1 FROM reversal x WHERE x.entry = r.reverses)
       THEN 1 ELSE 0 END AS fixed
FROM reversal r
WHERE r.entry = $1 AND r.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY r.entry;

-- reversal_touch(entry)
SELECT DISTINCT l.thing AS thing, CAST(NULL AS BIGINT) AS since, b.kind AS kind
FROM reversal r
JOIN book_line l ON l.entry = r.reverses
JOIN booking b ON b.event = l.event
WHERE r.entry = $1
UNION
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM reversal r JOIN saving_flow f /* along entry = r.reverses */
  ON f.entry = r.reverses
JOIN saving_step s /* along member = f.member */ ON s.member = f.member
WHERE r.entry = $1 AND s.held >= f.on_day
UNION
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM reversal r JOIN saving_pledge f /* along entry = r.reverses */
  ON f.entry = r.reverses
JOIN saving_step s /* along member = f.member */ ON s.member = f.member
WHERE r.entry = $1 AND s.held >= f.on_day
UNION
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM reversal r JOIN book_line l ON l.entry = r.reverses
JOIN loan_peer_step s /* along of_loan = l.thing */ ON s.of_loan = l.thing
WHERE r.entry = $1 AND s.held >= l.on_day
UNION
SELECT f.member, CAST(NULL AS BIGINT), 'member'
FROM reversal r JOIN saving_flow f /* along entry = r.reverses */
  ON f.entry = r.reverses
WHERE r.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = f.member)
UNION
SELECT f.member, CAST(NULL AS BIGINT), 'member'
FROM reversal r JOIN saving_pledge f /* along entry = r.reverses */
  ON f.entry = r.reverses
WHERE r.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = f.member)
UNION
SELECT m.entry, CAST(NULL AS BIGINT), 'member'
FROM reversal r JOIN cession c ON c.entry = r.reverses
JOIN member m ON m.body = c.body
WHERE r.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = m.entry)
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM reversal r JOIN expense x ON x.entry = r.reverses
JOIN expense y ON y.agreement = x.agreement AND y.line = x.line
  AND y.held >= x.held WHERE r.entry = $1
UNION
SELECT c.training, CAST(NULL AS BIGINT), 'training'
FROM reversal r JOIN training_cost c ON c.expense = r.reverses
WHERE r.entry = $1
UNION
SELECT f.crp, CAST(NULL AS BIGINT), 'crp'
FROM reversal r JOIN crp_fee f ON f.entry = r.reverses
WHERE r.entry = $1
UNION
SELECT f.crp, CAST(NULL AS BIGINT), 'crp'
FROM reversal r JOIN crp_fee f ON f.expense = r.reverses
WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'commitment'
FROM reversal r JOIN expense x ON x.entry = r.reverses
JOIN commitment y ON y.agreement = x.agreement AND y.line = x.line
  AND y.held >= x.held WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM reversal r JOIN tranche x ON x.entry = r.reverses
JOIN expense y ON y.agreement = x.agreement AND y.held >= x.held
WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'commitment'
FROM reversal r JOIN tranche x ON x.entry = r.reverses
JOIN commitment y ON y.agreement = x.agreement AND y.held >= x.held
WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'placement'
FROM reversal r JOIN placement x ON x.entry = r.reverses
JOIN placement y ON y.first = coalesce(x.first, x.entry)
WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM reversal r JOIN book_line l ON l.entry = r.reverses
JOIN fund f ON f.entry = l.fund AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= l.on_day WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM reversal r JOIN book_line l ON l.entry = r.reverses
JOIN fund f ON f.entry = l.fund AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= l.on_day WHERE r.entry = $1
UNION
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM reversal r JOIN book_line l ON l.entry = r.reverses
JOIN fund f ON f.entry = l.fund AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= l.on_day WHERE r.entry = $1
UNION
SELECT s.sale_order, CAST(NULL AS BIGINT), 'sale_order'
FROM reversal r JOIN sale s ON s.entry = r.reverses
WHERE r.entry = $1 AND s.sale_order IS NOT NULL
UNION
SELECT x.entry, CAST(NULL AS BIGINT), 'joint_trade'
FROM reversal r JOIN joint_trade x ON x.entry = r.reverses
WHERE r.entry = $1;

-- reversal_naming(reverses)
SELECT entry FROM reversal WHERE reverses = $1 ORDER BY entry;

-- reversal_any()
SELECT 1 FROM reversal LIMIT 1;

-- reversal_of(entry)
-- The least of them by day, then id.
SELECT reversal, held FROM taken_back WHERE entry = $1
ORDER BY held, reversal LIMIT 1;

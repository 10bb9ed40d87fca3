-- disbursement_scope(loan)
SELECT b.place, coalesce(b.rsp, l.rsp) AS rsp, b.project
FROM loan l LEFT JOIN body b ON b.entry = l.body WHERE l.entry = $1;

-- disbursement_view(loan, account, today)
SELECT CAST($3 AS BIGINT) AS today, l.applied, l.asked, l.person AS borrower,
       l.lender, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN loan l ON l.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- script disbursement_views
-- What a lender's by-law says of lending (parameters 40 to 42 of core/bylaw.h), as
-- clause_said has it. Where it says nothing, as chains run in the field: a VO
-- lends after its CO resolved, an LSO after its VO appraised; nobody decides for
-- her own household; what became of the money is seen within thirty days.
CREATE VIEW loan_clause AS
SELECT s.body, s.parameter, s.number, s.since, s.own, s.version, s.bylaw
FROM clause_said s WHERE s.parameter IN (40, 41, 42)
UNION ALL
SELECT b.entry, 40, CASE b.nature WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE 1 END,
       -100000, -1, 0, b.entry
FROM body b
UNION ALL
SELECT b.entry, 41, 1, -100000, -1, 0, b.entry FROM body b
UNION ALL
SELECT b.entry, 42, 30, -100000, -1, 0, b.entry FROM body b;

-- The steps of a loan that said yes before it is given: the CO's resolution, each
-- tier's appraisal, and the decision itself. On a day those count with held up
-- to that day.
CREATE VIEW loan_agreed AS
SELECT l.entry AS loan, 0 AS tier, coalesce(r.passed, l.applied) AS held
FROM loan l JOIN resolution r ON r.entry = l.resolution
WHERE r.counts = 1 AND r.state NOT IN (1, 4, 5)
UNION ALL
SELECT a.loan, a.tier, a.held FROM appraisal a
WHERE a.counts = 1 AND a.says = 0
UNION ALL
SELECT a.loan, 4, a.held FROM approval a WHERE a.counts = 1 AND a.says = 0;

-- The version of a rule for scores that a loan's product looks at: it stands
-- from `since` until the day before the next one's.
CREATE VIEW loan_window AS
SELECT q.code AS product, p.entry, coalesce(p.since, -100000) AS since,
       coalesce((SELECT CAST(min(n.since) AS BIGINT) FROM product n
         WHERE n.code = p.code AND n.counts = 1
           AND n.since > coalesce(p.since, -100000)), 2147483647) AS until,
       p.least, p.upto
FROM loan_product q JOIN product p ON p.code = q.eligibility
WHERE q.counts = 1 AND p.counts = 1;

-- What stands of a loan that is asked for, today, whatever step it is at: whom
-- the product is for, how much of it, her other loans of it that are not repaid,
-- who of her group is late, what cash its fund has.
CREATE VIEW loan_guard AS
SELECT l.entry AS loan, l.lender, l.fund, l.body, l.member, l.person, l.product,
       l.asked, l.resolution, p.sex, q.whom, q.amount_least AS least,
       CASE WHEN q.amount_most < coalesce(c.most, q.amount_most)
         THEN q.amount_most ELSE coalesce(c.most, q.amount_most) END AS most,
       q.live_most, coalesce(q.group_blocks, 0) AS group_blocks, (
         SELECT count(*) FROM loan_kept k
         WHERE k.person = l.person AND k.product = l.product
           AND k.thing <> l.entry AND k.outstanding > 0) AS live, (
         SELECT CAST(sum(x.amount) AS BIGINT)
         FROM book_line x JOIN account_head h ON h.code = x.head
         WHERE x.book = coalesce(l.lender, l.rsp) AND x.fund = l.fund
           AND h.counts = 1 AND h.cash = 1) AS cash
FROM loan l
LEFT JOIN person p ON p.entry = l.person
LEFT JOIN loan_product q ON q.code = l.product AND q.counts = 1
LEFT JOIN loan_product_ceiling c ON c.entry = q.entry AND c.n = (
  SELECT max(d.n) FROM loan_product_ceiling d
  WHERE d.entry = q.entry AND d.cycle <= coalesce(l.cycle, 1));

-- Decisions and payments that a member's savings bear on.
CREATE VIEW saving_step AS
SELECT l.member, a.entry AS thing, 'approval' AS kind, a.held
FROM loan l JOIN loan_product q ON q.code = l.product
JOIN approval a ON a.loan = l.entry WHERE q.source = 0 AND q.counts = 1
UNION ALL
SELECT l.member, d.entry, 'disbursement', d.held
FROM loan l JOIN loan_product q ON q.code = l.product
JOIN disbursement d ON d.loan = l.entry WHERE q.source = 0 AND q.counts = 1;

-- script disbursement_views_drop
DROP VIEW IF EXISTS saving_step;
DROP VIEW IF EXISTS loan_guard;
DROP VIEW IF EXISTS loan_window;
DROP VIEW IF EXISTS loan_agreed;
DROP VIEW IF EXISTS loan_clause;

-- disbursement_facts(thing, since)
-- Approved: by the last decision up to that day, 0 where it was no yes. Where
-- one body alone decides, its resolution on the loan is the decision. Then the
-- loans of others of her group, as with an approval.
SELECT d.entry AS entry, d.amount, coalesce((
         SELECT CASE WHEN a.says = 0 THEN coalesce(a.amount, l.asked) ELSE 0 END
         FROM approval a
         WHERE a.loan = l.entry AND a.counts = 1 AND a.held <= d.held
         ORDER BY a.held DESC, a.entry DESC LIMIT 1),
       CASE WHEN r.counts = 1 AND r.state NOT IN (1, 4, 5)
              AND r.passed <= d.held AND coalesce((
                SELECT c.number FROM loan_clause c
                WHERE c.body = l.lender AND c.parameter = 40
                  AND c.since <= d.held
                ORDER BY c.own DESC, c.since DESC, c.version DESC,
                         c.bylaw DESC LIMIT 1), 1) <= 1
       THEN l.asked END, 0) AS approved,
       CASE WHEN q.source = 0 THEN coalesce((
         WITH y AS MATERIALIZED (
           SELECT f.amount FROM saving_flow f
           WHERE f.member = l.member AND f.on_day <= d.held AND f.sort < 3
             AND NOT EXISTS (
               SELECT 1 FROM taken_back r WHERE r.entry = f.entry))
         SELECT CAST(sum(y.amount) AS BIGINT) FROM y), 0)
       END AS saved,
       CASE WHEN q.source = 0 THEN (
         WITH y AS MATERIALIZED (
           SELECT f.owes FROM saving_pledge f
           WHERE f.member = l.member AND f.entry <> d.entry
             AND f.on_day <= d.held
             AND NOT EXISTS (
               SELECT 1 FROM taken_back r WHERE r.entry = f.entry))
         SELECT CAST(sum(y.owes) AS BIGINT) FROM y)
       END AS internal, q.multiple_of_savings AS multiple,
       d.held AS held, 0 AS turn,
       CAST(NULL AS BYTEA) AS peer, CAST(NULL AS BYTEA) AS peer_loan,
       CAST(NULL AS TEXT) AS acts
FROM disbursement d JOIN loan l ON l.entry = d.loan
LEFT JOIN resolution r ON r.entry = l.resolution
LEFT JOIN loan_product q ON q.entry = (
  SELECT y.entry FROM loan_product y WHERE y.code = l.product AND y.counts = 1
  ORDER BY y.entry LIMIT 1)
WHERE d.entry = $1 AND d.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT d.entry, NULL, NULL, NULL, NULL, NULL, d.held, 1, k.person, k.thing, k.acts
FROM disbursement d CROSS JOIN loan_peer p CROSS JOIN loan_kept k
WHERE d.entry = $1 AND d.counts = 1 AND p.of_loan = d.loan
  AND k.thing = p.loan AND k.paid_out < d.held
ORDER BY turn, peer, peer_loan;

-- disbursement_touch(entry)
SELECT s.loan AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM disbursement d JOIN loan_sibling s /* along of_loan = d.loan */
  ON s.of_loan = d.loan
WHERE d.entry = $1
UNION ALL
SELECT u.entry, CAST(NULL AS BIGINT), 'utilisation'
FROM disbursement d JOIN utilisation u ON u.loan = d.loan WHERE d.entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM disbursement d JOIN loan_peer_step s /* along of_loan = d.loan */
  ON s.of_loan = d.loan
WHERE d.entry = $1 AND s.held >= d.held
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM disbursement d JOIN loan_of l /* along loan = d.loan */ ON l.loan = d.loan
WHERE d.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

-- disbursement_limit(loan, held, amount, today)
SELECT CAST($3 AS BIGINT) AS amount, g.most, g.least, g.live, g.live_most,
       g.group_blocks, (
         SELECT count(DISTINCT k.person)
         FROM loan l JOIN loan_kept k ON k.circle = l.circle
         WHERE l.entry = g.loan AND k.person <> g.person
           AND k.outstanding > 0 AND k.oldest < CAST($4 AS BIGINT))
         AS group_late,
       CASE WHEN g.fund IS NOT NULL THEN coalesce(g.cash, 0) END AS cash,
       coalesce((
         SELECT CASE WHEN a.says = 0 THEN coalesce(a.amount, g.asked) ELSE 0 END
         FROM approval a
         WHERE a.loan = g.loan AND a.counts = 1 AND a.held <= $2
         ORDER BY a.held DESC, a.entry DESC LIMIT 1),
       CASE WHEN r.counts = 1 AND r.state NOT IN (1, 4, 5) AND r.passed <= $2
              AND coalesce((
                SELECT c.number FROM loan_clause c
                WHERE c.body = g.lender AND c.parameter = 40 AND c.since <= $2
                ORDER BY c.own DESC, c.since DESC, c.version DESC,
                         c.bylaw DESC LIMIT 1), 1) <= 1
       THEN g.asked END, 0) AS approved,
       CASE WHEN q.source = 0 THEN coalesce((
         SELECT CAST(-sum(x.amount) AS BIGINT) FROM book_line x
         WHERE x.party = g.member AND x.head IN ('saving_regular',
           'saving_voluntary', 'saving_special')), 0) END AS saved, (
         SELECT CAST(sum(x.amount) AS BIGINT)
         FROM loan o JOIN book_line x ON x.party = o.entry
         WHERE o.member = g.member AND x.head = 'loan_internal') AS internal,
       q.multiple_of_savings AS multiple
FROM loan_guard g LEFT JOIN resolution r ON r.entry = g.resolution
LEFT JOIN loan_product q ON q.entry = (
  SELECT y.entry FROM loan_product y WHERE y.code = g.product AND y.counts = 1
  ORDER BY y.entry LIMIT 1)
WHERE g.loan = $1;

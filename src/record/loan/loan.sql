-- loan_scope(body, lender, rsp)
SELECT coalesce(b.place, n.place) AS place, coalesce(b.rsp, n.rsp, $3) AS rsp,
       coalesce(b.project, n.project) AS project
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN body n ON n.entry = $2 AND b.entry IS NULL;

-- loan_view(product, person, member, cycle, today)
SELECT CAST($5 AS BIGINT) AS today, q.whose, q.source, q.method, q.since, q.until,
       q.instalments_least, q.instalments_most, q.amount_least, q.amount_most,
       q.whom, p.sex, (
         SELECT c.most FROM loan_product_ceiling c
         WHERE c.entry = q.entry AND c.cycle <= coalesce(CAST($4 AS BIGINT), 1)
         ORDER BY c.cycle DESC, c.n LIMIT 1) AS ceiling,
       m.person AS member_person, m.body AS member_body, m.joined, m.ended
FROM (SELECT 1 AS one) o
LEFT JOIN loan_product q ON q.entry = (
  SELECT x.entry FROM loan_product x WHERE x.code = $1 AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
LEFT JOIN person p ON p.entry = $2
LEFT JOIN member m ON m.entry = $3;

-- script loan_views
-- A person's loans: she is one borrower, and what is said of one of them may
-- change what another adds to figures. Two records of her are one person, also
-- when both were found to be a third.
CREATE VIEW loan_sibling AS
SELECT l.entry AS of_loan, o.entry AS loan
FROM loan l JOIN loan o ON o.person = l.person
UNION ALL
SELECT l.entry, o.entry
FROM loan l JOIN merged x ON x.person = l.person
JOIN loan o ON o.person = x.same_as
UNION ALL
SELECT l.entry, o.entry
FROM loan l JOIN merged x ON x.same_as = l.person
JOIN loan o ON o.person = x.person
UNION ALL
SELECT l.entry, o.entry
FROM loan l JOIN merged x ON x.person = l.person
JOIN merged y ON y.same_as = x.same_as
JOIN loan o ON o.person = y.person
UNION ALL
SELECT l.entry, o.entry
FROM loan l JOIN merged x ON x.person = l.person
JOIN merged y ON y.person = x.same_as
JOIN loan o ON o.person = y.same_as
UNION ALL
SELECT l.entry, o.entry
FROM loan l JOIN merged x ON x.same_as = l.person
JOIN merged y ON y.same_as = x.person
JOIN loan o ON o.person = y.person;

-- Loans of others of her group, where its product lends to nobody of a group
-- that is in arrears; and the decisions and payments that a loan bears on: of
-- others of her group, and of her own internal loans.
CREATE VIEW loan_peer AS
SELECT l.entry AS of_loan, o.entry AS loan
FROM loan l JOIN loan_product q ON q.code = l.product
JOIN loan o ON o.circle = l.circle
WHERE q.group_blocks = 1 AND q.counts = 1 AND o.person <> l.person
  AND o.counts = 1;
CREATE VIEW loan_peer_step AS
SELECT l.entry AS of_loan, a.entry AS thing, 'approval' AS kind, a.held
FROM loan l JOIN loan o ON o.circle = l.circle
JOIN approval a ON a.loan = o.entry WHERE o.person <> l.person
UNION ALL
SELECT l.entry, d.entry, 'disbursement', d.held
FROM loan l JOIN loan o ON o.circle = l.circle
JOIN disbursement d ON d.loan = o.entry WHERE o.person <> l.person
UNION ALL
SELECT l.entry, a.entry, 'approval', a.held
FROM loan l JOIN loan o ON o.member = l.member
JOIN loan_product q ON q.code = o.product
JOIN approval a ON a.loan = o.entry
WHERE q.source = 0 AND o.entry <> l.entry
UNION ALL
SELECT l.entry, d.entry, 'disbursement', d.held
FROM loan l JOIN loan o ON o.member = l.member
JOIN loan_product q ON q.code = o.product
JOIN disbursement d ON d.loan = o.entry
WHERE q.source = 0 AND o.entry <> l.entry;

-- script loan_views_drop
DROP VIEW IF EXISTS loan_sibling;
DROP VIEW IF EXISTS loan_peer_step;
DROP VIEW IF EXISTS loan_peer;

-- loan_touch(entry)
SELECT s.loan AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM loan_sibling s WHERE s.of_loan = $1 AND s.loan <> $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM loan_peer_step s WHERE s.of_loan = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval' FROM approval a WHERE a.loan = $1
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM disbursement d WHERE d.loan = $1
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM loan l
WHERE l.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

-- loan_facts(things, since)
-- When a body hands over what it had (`cession`), its loans go along, and those
-- that others handed to it before. Who else she is, and where a loan went, is
-- looked for only where a merger or a cession names her or its body: this is asked
-- for every instalment, of all that one meeting brought together. PostgreSQL goes
-- loan by loan, however few meetings there were when it planned.
WITH RECURSIVE @asked,
kin AS (
  SELECT l.entry AS thing, l.person FROM asked t CROSS JOIN loan l
  WHERE l.entry = t.thing AND l.counts = 1 AND EXISTS (
    SELECT 1 FROM merger x WHERE x.person = l.person OR x.same_as = l.person)
  UNION
  SELECT k.thing,
         CASE WHEN x.person = k.person THEN x.same_as ELSE x.person END
  FROM kin k CROSS JOIN merged x
  WHERE x.person = k.person OR x.same_as = k.person),
mine AS (
  SELECT t.thing, o.entry AS loan, o.product, coalesce(o.body,
         o.lender) AS body,
         CASE WHEN o.entry = t.thing THEN 0 ELSE 1 END AS aside
  FROM asked t CROSS JOIN loan w CROSS JOIN loan o
  WHERE w.entry = t.thing AND w.counts = 1 AND o.person = w.person
    AND o.counts = 1
  UNION ALL
  SELECT k.thing, o.entry, o.product, coalesce(o.body, o.lender), 1
  FROM kin k CROSS JOIN loan w CROSS JOIN loan o
  WHERE w.entry = k.thing AND o.person = k.person AND o.person <> w.person
    AND o.counts = 1),
handed AS (
  SELECT m.loan, l.lender AS body, l.member, CAST(NULL AS BYTEA) AS entry
  FROM mine m CROSS JOIN loan l WHERE l.entry = m.loan
  UNION
  SELECT m.loan, l.body, l.member, NULL
  FROM mine m CROSS JOIN loan l WHERE l.entry = m.loan
  UNION
  SELECT h.loan, c.successor, coalesce(p.member_to, h.member), c.entry
  FROM handed h CROSS JOIN cession c
  LEFT JOIN cession_part p ON p.entry = c.entry AND p.member = h.member
  WHERE c.body = h.body AND c.counts = 1
    AND (c.whole = 1 OR p.entry IS NOT NULL OR EXISTS (
      SELECT 1 FROM cession_branch n JOIN loan o ON o.entry = h.loan
      WHERE n.entry = c.entry AND o.lender <> o.body
        AND (n.branch = o.body OR n.branch IN (
          SELECT d.successor FROM cession d
          WHERE d.body = o.body AND d.counts = 1))))),
act AS (
  SELECT m.thing, m.loan AS entry, m.aside, m.loan, -2 AS what, 0 AS n,
         CAST(NULL AS BIGINT) AS on_day, CAST(NULL AS BIGINT) AS amount,
         CAST(NULL AS BIGINT) AS charge, CAST(NULL AS BIGINT) AS instalments,
         CAST(NULL AS BIGINT) AS period, CAST(NULL AS BIGINT) AS first_due,
         CAST(NULL AS BIGINT) AS settles, CAST(NULL AS BIGINT) AS fee,
         CAST(NULL AS BIGINT) AS premium, CAST(NULL AS BIGINT) AS way,
         CAST(NULL AS BYTEA) AS account, CAST(NULL AS BYTEA) AS taker,
         CAST(NULL AS BYTEA) AS through, CAST(NULL AS TEXT) AS indicator,
         CAST(NULL AS BIGINT) AS since
  FROM mine m
  UNION ALL
  SELECT m.thing, c.entry, 1, m.loan, -3, 0, c.held, NULL, NULL, NULL, NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, NULL, c.successor, NULL, NULL
  FROM mine m CROSS JOIN loan l CROSS JOIN cession c
  WHERE l.entry = m.loan AND EXISTS (
      SELECT 1 FROM cession x WHERE x.body = l.lender OR x.body = l.body)
    AND (m.loan, c.entry) IN (SELECT h.loan, h.entry FROM handed h)
  UNION ALL
  SELECT m.thing, m.loan, m.aside, m.loan, -1, 0, NULL, NULL, NULL, NULL, NULL,
         NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, NULL, r.indicator, r.since
  FROM mine m CROSS JOIN body b
  JOIN running r ON r.place = b.place AND r.rsp = b.rsp
  WHERE b.entry = m.body
  UNION ALL
  SELECT m.thing, m.loan, m.aside, m.loan, 0, c.n, c.on_day, NULL, NULL, NULL,
         NULL, NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM mine m CROSS JOIN loan_product q
  JOIN loan_product_closed c ON c.entry = q.entry
  WHERE q.code = m.product AND q.counts = 1
  UNION ALL
  SELECT m.thing, m.loan, m.aside, m.loan, 1, i.n, i.due, i.principal,
         i.charge, NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM mine m CROSS JOIN loan_listed i WHERE i.entry = m.loan
  UNION ALL
  SELECT m.thing, d.entry, 1, m.loan, 2, 0, d.held, d.amount, NULL, NULL, NULL,
         d.first_due, NULL, d.fee, d.premium, d.way, d.account, NULL, NULL,
         NULL, NULL
  FROM mine m CROSS JOIN disbursement d WHERE d.loan = m.loan AND d.counts = 1
  UNION ALL
  SELECT m.thing, r.entry, m.aside, m.loan, 3, 0, r.held, r.amount, NULL, NULL,
         NULL,
         NULL, r.settles, NULL, NULL, r.way, r.account, r.taker, NULL, NULL,
         NULL
  FROM mine m CROSS JOIN repayment r WHERE r.loan = m.loan AND r.counts = 1
  UNION ALL
  SELECT m.thing, c.entry, 1, m.loan, 3, p.n, c.held, p.amount, NULL, NULL,
         NULL, NULL,
         NULL, NULL, NULL, c.way, c.account, c.taker, NULL, NULL, NULL
  FROM mine m CROSS JOIN collection_parts p
  JOIN collection c ON c.entry = p.entry AND c.counts = 1
    AND c.amount = (SELECT CAST(sum(x.amount) AS BIGINT)
                    FROM collection_parts x WHERE x.entry = c.entry)
  WHERE p.loan = m.loan
  UNION ALL
  SELECT m.thing, g.entry, 1, m.loan, 3, r.n, g.held, r.repaid, NULL, NULL,
         NULL, NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, g.body, NULL, NULL
  FROM mine m CROSS JOIN meeting_attendance r /* along loan = m.loan */
  JOIN meeting g /* along entry = r.entry */ ON g.entry = r.entry
    AND g.counts = 1 AND g.not_held IS NULL
  WHERE r.loan = m.loan
  UNION ALL
  SELECT m.thing, t.entry, 1, m.loan, 3, x.n, t.held, x.amount, NULL, NULL,
         NULL, NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, t.body, NULL, NULL
  FROM mine m CROSS JOIN settlement_netted x
  JOIN settlement t ON t.entry = x.entry AND t.counts = 1
  WHERE x.loan = m.loan
  UNION ALL
  SELECT m.thing, r.entry, m.aside, m.loan, 4, 0, r.held, NULL, NULL,
         r.instalments,
         r.period, r.first_due, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         NULL
  FROM mine m CROSS JOIN rescheduling r WHERE r.loan = m.loan AND r.counts = 1
  UNION ALL
  SELECT m.thing, w.entry, m.aside, m.loan, 5, 0, w.held, w.amount, NULL, NULL,
         NULL,
         NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM mine m CROSS JOIN writeoff w WHERE w.loan = m.loan AND w.counts = 1)
SELECT act.thing, act.entry, act.aside, act.loan, act.what, act.n, act.on_day,
       act.amount,
       act.charge, act.instalments, act.period, act.first_due, act.settles,
       act.fee, act.premium, act.way, act.account, act.taker, act.through,
       act.indicator, act.since, l.lender, coalesce(l.lender, l.rsp) AS book,
       l.fund, l.body, l.circle, l.member, l.person, b.place,
       coalesce(b.rsp, l.rsp) AS rsp, b.project, p.sex, p.household, l.cycle,
       l.instalments AS loan_instalments, l.period AS loan_period, l.asked,
       l.profit, l.applied, l.product, q.source, q.method, q.rate, q.day_count,
       q.period AS product_period, q.instalments_most, q.grace_principal,
       q.grace_charge, q.unit, q.rounding, q.penalty_rate, q.penalty_to,
       q.orders, q.holiday, q.weekend, q.live_most, g.body AS giver
FROM act
LEFT JOIN loan l /* along act.what = -2 AND entry = act.loan */
  ON act.what = -2 AND l.entry = act.loan
LEFT JOIN cession g ON act.what = -3 AND g.entry = act.entry
LEFT JOIN body b ON b.entry = coalesce(l.body, l.lender)
LEFT JOIN person p ON p.entry = l.person
LEFT JOIN loan_product q ON q.code = l.product AND q.counts = 1
WHERE CAST($2 AS BIGINT) IS NOT NULL
ORDER BY act.thing, CASE WHEN act.loan = act.thing THEN 0 ELSE 1 END,
         act.loan, act.what, act.entry, act.n;

-- loan_benefit(place, day, household)
-- What was paid out to somebody of the household, a loan once.
WITH @homes
SELECT l.entry, k.paid_out AS on_day, coalesce(q.title, l.product) AS programme,
       k.disbursed AS amount, l.person, a.household
FROM home a CROSS JOIN loan_kept k CROSS JOIN loan l
LEFT JOIN loan_product q ON q.entry = (
  SELECT x.entry FROM loan_product x WHERE x.code = l.product AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
WHERE k.household = a.household AND k.paid_out IS NOT NULL
  AND l.entry = k.thing AND l.counts = 1
ORDER BY k.paid_out DESC, l.entry;

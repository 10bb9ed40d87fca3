-- approval_scope(loan)
SELECT b.place, coalesce(b.rsp, l.rsp) AS rsp, b.project
FROM loan l LEFT JOIN body b ON b.entry = l.body WHERE l.entry = $1;

-- approval_view(loan, resolution, score, today)
SELECT CAST($4 AS BIGINT) AS today, l.applied, l.asked, l.person AS borrower,
       r.passed, r.body AS resolved_by,
       CASE WHEN r.counts = 0 OR r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost,
       s.held AS scored
FROM (SELECT 1 AS one) o
LEFT JOIN loan l ON l.entry = $1
LEFT JOIN resolution r ON r.entry = $2
LEFT JOIN score s ON s.entry = $3;

-- approval_facts(thing, since)
-- The decision; then, where the product asks that nobody of her group be in
-- arrears, each loan of another of them that was paid out by then.
SELECT a.entry AS entry, a.says, coalesce(a.amount, l.asked) AS amount,
       CASE WHEN m.entry IS NULL THEN NULL
            WHEN m.counts = 1 AND m.joined <= a.held
             AND coalesce(m.ended, 2147483647) >= a.held
       THEN 1 ELSE 0 END AS member,
       CASE WHEN l.body IS NULL OR l.lender IS NULL OR l.body = l.lender
         THEN NULL
            WHEN EXISTS (
              SELECT 1 FROM federated f
              WHERE f.body = l.body AND f.since <= a.held AND f.until > a.held
                AND (f.parent = l.lender OR EXISTS (
                  SELECT 1 FROM federated h
                  WHERE h.body = f.parent AND h.parent = l.lender
                    AND h.since <= a.held AND h.until > a.held)))
       THEN 1 ELSE 0 END AS under,
       CASE WHEN (SELECT s.state FROM standing s
         WHERE s.body = l.body AND s.counts = 1 AND s.since <= a.held
         ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
       THEN 1 ELSE 0 END AS ended,
       CASE WHEN w.entry IS NULL THEN 0 ELSE 1 END AS windowed,
       w.least AS window_least, w.upto AS window_upto, s.score,
       CASE WHEN EXISTS (
         SELECT 1 FROM scored x JOIN resident y ON y.household = x.household
         WHERE x.entry = a.score AND x.since <= a.held
           AND coalesce(x.until_day, 2147483647) > a.held
           AND y.person = l.person AND coalesce(y.since, -100000) <= a.held
           AND coalesce(y.until, 2147483647) > a.held)
       THEN 1 ELSE 0 END AS current,
       CASE WHEN EXISTS (
         SELECT 1 FROM resident x JOIN resident y ON y.household = x.household
         WHERE x.person = l.person AND y.person = a.person
           AND coalesce(x.since, -100000) <= a.held
           AND coalesce(x.until, 2147483647) > a.held
           AND coalesce(y.since, -100000) <= a.held
           AND coalesce(y.until, 2147483647) > a.held)
       THEN 1 ELSE 0 END AS kin, (
         SELECT c.number FROM loan_clause c
         WHERE c.body = l.lender AND c.parameter = 41 AND c.since <= a.held
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS kin_barred, (
         SELECT count(DISTINCT g.tier) FROM loan_agreed g
         WHERE g.loan = l.entry AND g.held <= a.held) AS steps, (
         SELECT c.number FROM loan_clause c
         WHERE c.body = l.lender AND c.parameter = 40 AND c.since <= a.held
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS steps_least,
       CASE WHEN q.source = 0 THEN coalesce((
         WITH y AS MATERIALIZED (
           SELECT f.amount FROM saving_flow f
           WHERE f.member = l.member AND f.on_day <= a.held AND f.sort < 3
             AND NOT EXISTS (
               SELECT 1 FROM taken_back r WHERE r.entry = f.entry))
         SELECT CAST(sum(y.amount) AS BIGINT) FROM y), 0)
       END AS saved,
       CASE WHEN q.source = 0 THEN (
         WITH y AS MATERIALIZED (
           SELECT f.owes FROM saving_pledge f
           WHERE f.member = l.member AND f.loan <> l.entry
             AND f.on_day <= a.held
             AND NOT EXISTS (
               SELECT 1 FROM taken_back r WHERE r.entry = f.entry))
         SELECT CAST(sum(y.owes) AS BIGINT) FROM y)
       END AS internal, q.multiple_of_savings AS multiple,
       a.held AS held, 0 AS turn,
       CAST(NULL AS BYTEA) AS peer, CAST(NULL AS BYTEA) AS peer_loan,
       CAST(NULL AS TEXT) AS acts
FROM approval a JOIN loan l ON l.entry = a.loan
LEFT JOIN member m ON m.entry = l.member
LEFT JOIN score s ON s.entry = a.score
LEFT JOIN loan_window w ON w.entry = (
  SELECT x.entry FROM loan_window x
  WHERE x.product = l.product AND x.since <= a.held AND x.until > a.held
  ORDER BY x.since DESC, x.entry DESC LIMIT 1) AND w.product = l.product
LEFT JOIN loan_product q ON q.entry = (
  SELECT y.entry FROM loan_product y WHERE y.code = l.product AND y.counts = 1
  ORDER BY y.entry LIMIT 1)
WHERE a.entry = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT a.entry, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, a.held, 1, k.person, k.thing, k.acts
FROM approval a CROSS JOIN loan l CROSS JOIN loan_peer p
CROSS JOIN loan_kept k
WHERE a.entry = $1 AND a.counts = 1 AND l.entry = a.loan
  AND p.of_loan = l.entry AND k.thing = p.loan AND k.paid_out < a.held
ORDER BY turn, peer, peer_loan;

-- approval_touch(entry)
SELECT o.entry AS thing, CAST(NULL AS BIGINT) AS since, 'approval' AS kind
FROM approval a JOIN approval o ON o.loan = a.loan
WHERE a.entry = $1 AND o.entry <> $1
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM approval a JOIN disbursement d ON d.loan = a.loan WHERE a.entry = $1;

-- approval_limit(loan, held, says, amount, person, score, today)
SELECT CAST($3 AS BIGINT) AS says, coalesce(CAST($4 AS BIGINT), g.asked)
       AS amount, g.sex, g.whom, g.most, g.least, g.live, g.live_most,
       g.group_blocks, (
         SELECT count(DISTINCT k.person)
         FROM loan l JOIN loan_kept k ON k.circle = l.circle
         WHERE l.entry = g.loan AND k.person <> g.person
           AND k.outstanding > 0 AND k.oldest < CAST($7 AS BIGINT))
         AS group_late,
       CASE WHEN g.fund IS NOT NULL THEN coalesce(g.cash, 0) END AS cash,
       CASE WHEN m.entry IS NULL THEN NULL
            WHEN m.counts = 1 AND m.joined <= $2
             AND coalesce(m.ended, 2147483647) >= $2
       THEN 1 ELSE 0 END AS member,
       CASE WHEN g.body IS NULL OR g.lender IS NULL OR g.body = g.lender
         THEN NULL
            WHEN EXISTS (
              SELECT 1 FROM federated f
              WHERE f.body = g.body AND f.since <= $2 AND f.until > $2
                AND (f.parent = g.lender OR EXISTS (
                  SELECT 1 FROM federated h
                  WHERE h.body = f.parent AND h.parent = g.lender
                    AND h.since <= $2 AND h.until > $2)))
       THEN 1 ELSE 0 END AS under,
       CASE WHEN (SELECT s.state FROM standing s
         WHERE s.body = g.body AND s.counts = 1 AND s.since <= $2
         ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
       THEN 1 ELSE 0 END AS ended,
       CASE WHEN w.entry IS NULL THEN 0 ELSE 1 END AS windowed,
       w.least AS window_least, w.upto AS window_upto, s.score,
       CASE WHEN EXISTS (
         SELECT 1 FROM scored x JOIN resident y ON y.household = x.household
         WHERE x.entry = $6 AND x.since <= $2
           AND coalesce(x.until_day, 2147483647) > $2
           AND y.person = g.person AND coalesce(y.since, -100000) <= $2
           AND coalesce(y.until, 2147483647) > $2)
       THEN 1 ELSE 0 END AS current,
       CASE WHEN EXISTS (
         SELECT 1 FROM resident x JOIN resident y ON y.household = x.household
         WHERE x.person = g.person AND y.person = $5
           AND coalesce(x.since, -100000) <= $2
           AND coalesce(x.until, 2147483647) > $2
           AND coalesce(y.since, -100000) <= $2
           AND coalesce(y.until, 2147483647) > $2)
       THEN 1 ELSE 0 END AS kin, (
         SELECT c.number FROM loan_clause c
         WHERE c.body = g.lender AND c.parameter = 41 AND c.since <= $2
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS kin_barred, (
         SELECT count(DISTINCT a.tier) FROM loan_agreed a
         WHERE a.loan = g.loan AND a.held <= $2 AND a.tier < 4) + 1 AS steps, (
         SELECT c.number FROM loan_clause c
         WHERE c.body = g.lender AND c.parameter = 40 AND c.since <= $2
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS steps_least
FROM loan_guard g LEFT JOIN member m ON m.entry = g.member
LEFT JOIN score s ON s.entry = $6
LEFT JOIN loan_window w ON w.entry = (
  SELECT x.entry FROM loan_window x
  WHERE x.product = g.product AND x.since <= $2 AND x.until > $2
  ORDER BY x.since DESC, x.entry DESC LIMIT 1) AND w.product = g.product
WHERE g.loan = $1;

-- appraisal_scope(loan)
SELECT b.place, coalesce(b.rsp, l.rsp) AS rsp, b.project
FROM loan l LEFT JOIN body b ON b.entry = l.body WHERE l.entry = $1;

-- appraisal_view(loan, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, l.applied, l.asked, l.person AS borrower,
       r.passed, r.body AS resolved_by,
       CASE WHEN r.counts = 0 OR r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN loan l ON l.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

-- appraisal_facts(thing, since)
SELECT a.entry AS entry, a.says, coalesce(a.amount, l.asked) AS amount,
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
         LIMIT 1) AS kin_barred
FROM appraisal a JOIN loan l ON l.entry = a.loan
WHERE a.entry = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY a.entry;

-- appraisal_touch(entry)
SELECT o.entry AS thing, CAST(NULL AS BIGINT) AS since, 'approval' AS kind
FROM appraisal a JOIN approval o ON o.loan = a.loan WHERE a.entry = $1;

-- appraisal_limit(loan, held, says, amount, person, today)
SELECT CAST($3 AS BIGINT) AS says, coalesce(CAST($4 AS BIGINT), g.asked)
       AS amount, g.sex, g.whom, g.most, g.least,
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
         LIMIT 1) AS kin_barred
FROM loan_guard g LEFT JOIN member m ON m.entry = g.member
WHERE g.loan = $1 AND CAST($6 AS BIGINT) IS NOT NULL;

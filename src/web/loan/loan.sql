-- web_loan_acts(loan)
SELECT acts FROM loan_kept WHERE thing = $1;

-- web_loan_steps(loan)
SELECT DISTINCT tier FROM loan_agreed WHERE loan = $1 ORDER BY tier;

-- web_loan_decided(loan)
SELECT (
         SELECT CASE WHEN a.says = 0 THEN coalesce(a.amount, l.asked) ELSE 0 END
         FROM approval a WHERE a.loan = l.entry AND a.counts = 1
         ORDER BY a.held DESC, a.entry DESC LIMIT 1) AS approved, (
         SELECT c.number FROM loan_clause c
         WHERE c.body = l.lender AND c.parameter = 40
         ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
         LIMIT 1) AS steps_least, (
         SELECT count(*) FROM utilisation u
         WHERE u.loan = l.entry AND u.counts = 1) AS seen
FROM loan l WHERE l.entry = $1;

-- web_loan_above(body, day)
SELECT b.entry, 0 AS far FROM body b WHERE b.entry = $1
UNION ALL
SELECT f.parent, 1 FROM federated f
WHERE f.body = $1 AND f.since <= $2 AND f.until > $2
UNION ALL
SELECT g.parent, 2 FROM federated f JOIN federated g ON g.body = f.parent
WHERE f.body = $1 AND f.since <= $2 AND f.until > $2 AND g.since <= $2
  AND g.until > $2
ORDER BY 2, 1 LIMIT 20;

-- web_loan_story(loan)
-- All that is said of a loan, in the order in which it happened: its day, what
-- it is, which entry, how much, its choice, and whose account of it.
SELECT l.applied AS on_day, 0 AS step, 'loan' AS kind, l.entry,
       l.asked AS amount, CAST(NULL AS BIGINT) AS says, l.body,
       CAST(NULL AS BYTEA) AS person, CAST(NULL AS BYTEA) AS staff,
       l.what AS note
FROM loan l WHERE l.entry = $1
UNION ALL
SELECT a.held, 1, 'appraisal', a.entry, a.amount, a.says, a.body, a.person,
       a.staff, a.note
FROM appraisal a WHERE a.loan = $1 AND a.counts = 1
UNION ALL
SELECT a.held, 2, 'approval', a.entry, a.amount, a.says, a.body, a.person,
       a.staff, a.note
FROM approval a WHERE a.loan = $1 AND a.counts = 1
UNION ALL
SELECT d.held, 3, 'disbursement', d.entry, d.amount, CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), d.goods
FROM disbursement d WHERE d.loan = $1 AND d.counts = 1
UNION ALL
SELECT u.held, 4, 'utilisation', u.entry, CAST(NULL AS BIGINT), u.result,
       CAST(NULL AS BYTEA), u.person, u.staff, u.note
FROM utilisation u WHERE u.loan = $1 AND u.counts = 1
UNION ALL
SELECT r.held, 5, 'repayment', r.entry, r.amount, CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), r.taker, CAST(NULL AS BYTEA), r.reference
FROM repayment r WHERE r.loan = $1 AND r.counts = 1
UNION ALL
SELECT c.held, 5, 'collection', c.entry, p.amount, CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), c.taker, CAST(NULL AS BYTEA), c.reference
FROM collection_parts p JOIN collection c ON c.entry = p.entry
WHERE p.loan = $1 AND c.counts = 1
UNION ALL
SELECT g.held, 5, 'meeting', g.entry, x.repaid, CAST(NULL AS BIGINT), g.body,
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS TEXT)
FROM meeting_attendance x JOIN meeting g ON g.entry = x.entry
WHERE x.loan = $1 AND g.counts = 1 AND g.not_held IS NULL AND x.repaid > 0
UNION ALL
SELECT r.held, 6, 'rescheduling', r.entry, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), r.why
FROM rescheduling r WHERE r.loan = $1 AND r.counts = 1
UNION ALL
SELECT w.held, 7, 'writeoff', w.entry, w.amount, CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), w.why
FROM writeoff w WHERE w.loan = $1 AND w.counts = 1
ORDER BY 1, 2, 4 LIMIT 2000;

-- web_loan_findings(entry)
SELECT what, level, a, b FROM finding WHERE entry = $1
ORDER BY level DESC, origin, n LIMIT 20;

-- web_loan_resolutions(body, before)
SELECT entry FROM resolution
WHERE body = $1 AND counts = 1 AND state NOT IN (1, 4, 5) AND passed <= $2
ORDER BY passed DESC, entry LIMIT 20;

-- web_loan_accounts(body)
SELECT entry FROM account WHERE body = $1 AND counts = 1 AND closed IS NULL
ORDER BY opened, entry LIMIT 20;

-- web_loan_scores(person, day)
SELECT x.entry FROM resident r JOIN scored x ON x.household = r.household
WHERE r.person = $1 AND coalesce(r.since, -100000) <= $2
  AND coalesce(r.until, 2147483647) > $2 AND x.since <= $2
  AND coalesce(x.until_day, 2147483647) > $2
ORDER BY x.since DESC, x.entry LIMIT 20;

-- web_loan_funds(body, day)
SELECT f.entry FROM fund f
WHERE f.entry IN (SELECT w.fund FROM fund_with w
                  WHERE w.body = $1 AND w.since <= $2)
  AND f.counts = 1 AND f.since <= $2
  AND coalesce(f.until, 2147483647) >= $2
ORDER BY f.code, f.entry LIMIT 20;

-- web_loan_circles(member)
SELECT g.entry FROM loan_group_one r JOIN loan_group g ON g.entry = r.entry
WHERE r.member = $1 AND g.counts = 1 AND g.dissolved IS NULL
ORDER BY g.formed DESC, g.entry LIMIT 20;

-- web_loan_plans(person)
-- Her plans, those that no loan was asked for yet.
SELECT m.entry FROM mip m
WHERE m.person = $1 AND m.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM loan l WHERE l.mip = m.entry AND l.counts = 1)
ORDER BY m.made DESC, m.entry LIMIT 20;

-- web_loan_members(person)
SELECT m.entry, m.body FROM member m JOIN body b ON b.entry = m.body
WHERE m.person = $1 AND m.counts = 1 AND m.ended IS NULL
ORDER BY b.nature, m.joined, m.entry LIMIT 20;

-- web_loan_count(person, body)
-- Her loans so far, and those that her body's members ever asked for.
SELECT (SELECT count(*) FROM loan WHERE person = $1 AND counts = 1) AS hers,
       (SELECT count(*) FROM loan WHERE body = $2) AS theirs;

-- web_loan_code(body)
SELECT coalesce(code, '') FROM body WHERE entry = $1;

-- web_loan_products(day)
SELECT code, title, title_ur, title_sd, whose FROM loan_product
WHERE counts = 1 AND coalesce(since, -100000) <= $1
  AND coalesce(until, 2147483647) >= $1
ORDER BY whose, source, code;

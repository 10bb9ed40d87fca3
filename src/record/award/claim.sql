-- claim_scope(insured)
SELECT b.place, b.rsp, b.project
FROM insured i JOIN body b ON b.entry = i.body WHERE i.entry = $1;

-- claim_view(policy, insured, today)
SELECT CAST($3 AS BIGINT) AS today, p.since, p.until, p.member_limit AS ceiling,
       i.policy AS card_of
FROM (SELECT 1 AS one) o
LEFT JOIN policy p ON p.entry = $1
LEFT JOIN insured i ON i.entry = $2;

-- claim_touch(entry)
SELECT i.thing AS thing, CAST(NULL AS BIGINT) AS since, 'insured' AS kind
FROM claim c JOIN insured i ON i.entry = c.insured WHERE c.entry = $1;

-- claim_benefit(household)
SELECT c.entry, coalesce(c.paid_on, c.admitted) AS on_day,
       p.insurer || ' ' || p.number AS programme, c.paid AS amount, c.person
FROM insured i JOIN claim c ON c.insured = i.entry
JOIN policy p ON p.entry = c.policy
WHERE i.household = $1 AND i.counts = 1 AND c.counts = 1 AND c.paid > 0
ORDER BY c.admitted DESC, c.entry LIMIT 100;

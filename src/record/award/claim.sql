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

-- claim_benefit(place, day, household)
WITH @homes
SELECT c.entry, coalesce(c.paid_on, c.admitted) AS on_day,
       p.insurer || ' ' || p.number AS programme, c.paid AS amount, c.person,
       a.household
FROM home a CROSS JOIN insured i
CROSS JOIN claim c
JOIN policy p ON p.entry = c.policy
WHERE i.household = a.household AND c.insured = i.entry AND i.counts = 1
  AND c.counts = 1 AND c.paid > 0
ORDER BY c.admitted DESC, c.entry;

-- claim_bound(policy, person, admitted, paid, refused, entry)
-- The claim, with whether a card covers her that day; then her others.
SELECT 0 AS other, CAST($3 AS BIGINT) AS admitted, CAST($4 AS BIGINT) AS paid,
       p.member_limit AS most, p.since, CASE WHEN EXISTS (
         SELECT 1 FROM insured_members m JOIN insured i ON i.entry = m.entry
         WHERE m.person = $2 AND i.policy = p.entry AND i.counts = 1
           AND coalesce(i.since, i.held) <= $3
           AND NOT EXISTS (
             SELECT 1 FROM taken_back r WHERE r.entry = i.entry))
           THEN 1 ELSE 0 END AS covered,
       CASE WHEN CAST($5 AS BIGINT) IS NULL THEN 0 ELSE 1 END AS refused,
       CAST(NULL AS BYTEA) AS entry
FROM policy p WHERE p.entry = $1 AND p.counts = 1
UNION ALL
SELECT 1, c.admitted, c.paid, NULL, NULL, NULL, NULL, c.entry FROM claim c
WHERE c.person = $2 AND c.policy = $1 AND c.counts = 1 AND c.entry <> $6
ORDER BY other, admitted, entry;

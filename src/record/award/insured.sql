-- insured_scope(body)
-- What a card leads to, a claim with its diagnosis, is its own RSP's to read.
SELECT place, rsp, project FROM body WHERE entry = $1;

-- insured_view(policy, decision, today)
SELECT CAST($3 AS BIGINT) AS today, p.since, p.until,
       d.household AS decided_home, d.verdict
FROM (SELECT 1 AS one) o
LEFT JOIN policy p ON p.entry = $1
LEFT JOIN decision d ON d.entry = $2;

-- insured_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT i.entry, i.policy, i.household, i.held,
         coalesce(i.since, i.held) AS covers, i.subsidy, i.collected,
         i.rsp, i.project,
         coalesce(i.payer, i.rsp) AS book, i.fund, i.way, i.account, i.taker,
         h.place, p.since, p.until, p.premium, p.member_limit AS ceiling, p.covers_most
  FROM insured i
  JOIN household h ON h.entry = i.household AND h.counts = 1
  JOIN policy p ON p.entry = i.policy AND p.counts = 1
  WHERE i.thing = $1 AND i.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, CAST(NULL AS BYTEA) AS person,
       o.covers AS on_day, CAST(NULL AS BIGINT) AS n,
       CAST(NULL AS BIGINT) AS lives, CAST(NULL AS BIGINT) AS sex,
       o.held AS booked, o.since, o.until, o.premium, o.ceiling,
       o.covers_most AS most, o.subsidy, o.collected, o.policy, o.place, o.rsp,
       o.project, o.book, o.fund, o.way, o.account, o.taker,
       CAST(NULL AS BIGINT) AS paid, CAST(NULL AS BIGINT) AS paid_on, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'insured') = 'insured') AS cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'claim') = 'claim') AS claim_cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'claim.amount') = 'claim.amount')
         AS amount_cutover
FROM own o
UNION ALL
SELECT 1, o.entry, m.person, o.covers, m.n, CASE WHEN EXISTS (
         SELECT 1 FROM resident l
         WHERE l.person = m.person AND l.household = o.household
           AND (l.since IS NULL OR l.since <= o.covers)
           AND (l.until IS NULL OR l.until > o.covers)) THEN 1 ELSE 0 END,
       n.sex, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN insured_members m ON m.entry = o.entry
LEFT JOIN person n ON n.entry = m.person
UNION ALL
SELECT 2, c.entry, c.person, c.admitted, NULL, CASE WHEN EXISTS (
         SELECT 1 FROM resident l
         WHERE l.person = c.person AND l.household = o.household
           AND (l.since IS NULL OR l.since <= c.admitted)
           AND (l.until IS NULL OR l.until > c.admitted)) THEN 1 ELSE 0 END,
       n.sex, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, c.paid, c.paid_on, NULL, NULL, NULL
FROM own o JOIN claim c ON c.insured = o.entry AND c.counts = 1
LEFT JOIN person n ON n.entry = c.person
ORDER BY on_day, what, entry, n;

-- insured_benefit(place, day, household)
WITH @homes
SELECT i.entry, i.held AS on_day,
       p.insurer || ' ' || p.number AS programme, i.subsidy AS amount,
       a.household
FROM home a CROSS JOIN insured i JOIN policy p ON p.entry = i.policy
WHERE i.household = a.household AND i.counts = 1
ORDER BY i.held DESC, i.entry;

-- insured_bound(policy, members_person, row, entry)
-- Another card of the same policy names her.
SELECT CAST($3 AS BIGINT) AS n
FROM insured_members m JOIN insured i ON i.entry = m.entry
WHERE m.person = $2 AND i.policy = $1 AND i.counts = 1 AND i.entry <> $4
  AND NOT EXISTS (SELECT 1 FROM taken_back r WHERE r.entry = i.entry)
LIMIT 1;

-- web_covered(policy, person, day)
-- Cards under the policy that cover somebody on that day.
SELECT i.entry, i.household FROM insured_members m
JOIN insured i ON i.entry = m.entry
WHERE m.person = $2 AND i.policy = $1 AND i.counts = 1
  AND coalesce(i.since, i.held) <= $3
  AND NOT EXISTS (SELECT 1 FROM taken_back r WHERE r.entry = i.entry)
ORDER BY i.held, i.entry LIMIT 1;

-- web_claims_of(policy, person, entry)
SELECT c.admitted, c.paid FROM claim c
WHERE c.person = $2 AND c.policy = $1 AND c.counts = 1 AND c.entry <> $3
ORDER BY c.admitted, c.entry LIMIT 500;

-- web_policy(policy)
SELECT insurer, number, since, until, premium, member_limit FROM policy
WHERE entry = $1 AND counts = 1;

-- web_award_steps(award)
-- What was bought for it, handed over, seen: 0 purchase, 1 delivery, 2 visit.
SELECT 0 AS what, p.entry, p.held AS on_day, i.amount, p.what AS words,
       CAST(NULL AS BIGINT) AS months, CAST(NULL AS BIGINT) AS result,
       CAST(NULL AS BIGINT) AS number, CAST(NULL AS BIGINT) AS income,
       CASE WHEN EXISTS (
         SELECT 1 FROM taken_back r WHERE r.entry = p.entry)
       THEN 1 ELSE 0 END AS undone,
       CAST(NULL AS TEXT) AS tag
FROM procurement_items i JOIN procurement p ON p.entry = i.entry
WHERE i.award = $1 AND p.counts = 1
UNION ALL
SELECT 1, d.entry, d.held, d.amount, d.goods, NULL, NULL, d.quantity, NULL,
       CASE WHEN EXISTS (
         SELECT 1 FROM taken_back r WHERE r.entry = d.entry)
       THEN 1 ELSE 0 END, d.tag
FROM delivery d WHERE d.award = $1 AND d.counts = 1
UNION ALL
SELECT 2, v.entry, v.held, NULL, v.note, v.months, v.result, v.number, v.income,
       0, NULL
FROM followup_visit v WHERE v.award = $1 AND v.counts = 1
ORDER BY 3, 1, 2;

-- web_house_stages(house)
-- The stages of its plan, in order.
SELECT g.code, g.title, g.title_ur, g.title_sd, g.portion
FROM house h JOIN house_plan p ON p.code = h.plan AND p.counts = 1
JOIN house_plan_stages g ON g.entry = p.entry
WHERE h.entry = $1 ORDER BY g.n, g.entry;

-- web_house_done(house)
-- What was seen and paid of each.
SELECT s.entry, s.stage, s.held, s.inspected, s.good, s.found, s.amount,
       CASE WHEN EXISTS (
         SELECT 1 FROM taken_back r WHERE r.entry = s.entry)
       THEN 1 ELSE 0 END AS undone
FROM house_stage s WHERE s.house = $1 AND s.counts = 1
ORDER BY s.held, s.entry LIMIT 200;

-- web_policies(day)
-- Each policy with its cards, persons, what is due to its insurer and claims.
SELECT p.entry, p.insurer, p.number, p.since, p.until, p.premium,
       p.member_limit, (
         SELECT count(*) FROM insured i WHERE i.policy = p.entry
           AND i.counts = 1 AND NOT EXISTS (
             SELECT 1 FROM taken_back r WHERE r.entry = i.entry)) AS cards, (
         SELECT count(DISTINCT m.person) FROM insured i
         JOIN insured_members m ON m.entry = i.entry
         WHERE i.policy = p.entry AND i.counts = 1 AND NOT EXISTS (
           SELECT 1 FROM taken_back r WHERE r.entry = i.entry)) AS persons, (
         SELECT CAST(coalesce(-sum(l.amount), 0) AS BIGINT) FROM book_line l
         WHERE l.party = p.entry AND l.head = 'premium_due') AS due, (
         SELECT count(*) FROM claim c
         WHERE c.policy = p.entry AND c.counts = 1) AS claims, (
         SELECT CAST(coalesce(sum(c.paid), 0) AS BIGINT) FROM claim c
         WHERE c.policy = p.entry AND c.counts = 1) AS paid,
       CASE WHEN p.since <= $1 AND p.until >= $1 THEN 1 ELSE 0 END AS stands
FROM policy p WHERE p.counts = 1
ORDER BY p.since DESC, p.number, p.entry LIMIT 100;

-- web_card_persons(policy, household)
-- Who of a household is covered under a policy, once each.
SELECT m.person, CAST(min(coalesce(i.since, i.held)) AS BIGINT) AS covers
FROM insured i JOIN insured_members m ON m.entry = i.entry
WHERE i.policy = $1 AND i.household = $2 AND i.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = i.entry)
GROUP BY m.person ORDER BY 2, m.person LIMIT 200;

-- web_card_find(number, person)
-- Cards by their number, or by whom they cover.
SELECT i.entry, i.policy, i.household, i.number FROM insured i
WHERE i.counts = 1 AND (i.number = CAST($1 AS TEXT) OR EXISTS (
  SELECT 1 FROM insured_members m WHERE m.entry = i.entry AND m.person = $2))
ORDER BY i.held DESC, i.entry LIMIT 20;

-- web_trainee_steps(trainee)
-- 0 what was paid, 1 a visit.
SELECT 0 AS what, s.entry, s.held AS on_day, s.amount, s.goods AS words,
       s.nature, CAST(NULL AS BIGINT) AS months, CAST(NULL AS BIGINT) AS work,
       CAST(NULL AS BIGINT) AS income,
       CASE WHEN EXISTS (
         SELECT 1 FROM taken_back r WHERE r.entry = s.entry)
       THEN 1 ELSE 0 END AS undone
FROM stipend s WHERE s.trainee = $1 AND s.counts = 1
UNION ALL
SELECT 1, v.entry, v.held, NULL, v.note, NULL, v.months, v.work, v.income, 0
FROM followup_visit v WHERE v.trainee = $1 AND v.counts = 1
ORDER BY 3, 1, 2;

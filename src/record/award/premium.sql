-- premium_scope(payer, rsp)
SELECT b.place, coalesce(b.rsp, $2) AS rsp, b.project
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- premium_view(policy, today)
SELECT CAST($2 AS BIGINT) AS today, p.premium AS rate, p.since, p.until
FROM (SELECT 1 AS one) o LEFT JOIN policy p ON p.entry = $1;

-- premium_facts(thing, since)
SELECT p.entry AS entry, p.policy, coalesce(p.payer, p.rsp) AS book, p.fund,
       p.held, p.amount, p.way, p.account, p.taker
FROM premium p
WHERE p.entry = $1 AND p.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY p.entry;

-- procurement_scope(committee)
SELECT b.place, b.rsp, b.project
FROM committee c JOIN body b ON b.entry = c.body WHERE c.entry = $1;

-- procurement_view(committee, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, c.nature, c.formed, c.closed, c.body,
       r.body AS resolved_by
FROM (SELECT 1 AS one) o
LEFT JOIN committee c ON c.entry = $1
LEFT JOIN resolution r ON r.entry = $2;

-- procurement_facts(thing, since)
SELECT p.entry AS entry, p.held, q.amount, coalesce(p.payer, p.rsp) AS book,
       p.fund, p.way, p.account, p.taker
FROM procurement p
JOIN procurement_quotes q ON q.entry = p.entry AND q.n = p.taken - 1
WHERE p.entry = $1 AND p.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY p.entry;

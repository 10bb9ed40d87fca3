-- placement_scope(fund)
SELECT CAST(NULL AS BYTEA) AS place, rsp, project FROM fund WHERE entry = $1;

-- placement_view(fund, first, account, today)
SELECT CAST($4 AS BIGINT) AS today, f.rsp, p.held AS placed,
       p.act AS first_act, p.fund AS first_fund,
       CASE WHEN a.fund IS NULL OR a.fund = $1 THEN 1 ELSE 0 END AS of_fund
FROM (SELECT 1 AS one) o
LEFT JOIN fund f ON f.entry = $1
LEFT JOIN placement p ON p.entry = $2
LEFT JOIN account a ON a.entry = $3;

-- placement_facts(thing, since)
SELECT p.entry AS entry, f.rsp, p.fund, p.first, p.held, p.act, p.amount,
       p.income, p.account,
       CASE WHEN p.act = 2 THEN (
         SELECT s.amount FROM standing_placement s WHERE s.entry = p.first)
         - coalesce((
         SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_placement e
         WHERE e.first = p.first AND e.act = 2 AND e.held <= p.held
           AND (e.held < p.held OR e.entry <= p.entry)), 0) END AS remains
FROM placement p LEFT JOIN fund f ON f.entry = p.fund
WHERE p.entry = $1 AND p.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY p.entry;

-- placement_limit(first, act, amount)
SELECT CASE WHEN CAST($2 AS BIGINT) = 2 THEN s.amount - CAST($3 AS BIGINT) - coalesce((
         SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_placement e
         WHERE e.first = s.entry AND e.act = 2), 0) END AS remains
FROM standing_placement s WHERE s.entry = $1;

-- placement_touch(entry)
SELECT y.entry AS thing, CAST(NULL AS BIGINT) AS since, 'placement' AS kind
FROM placement x JOIN placement y ON y.first = coalesce(x.first, x.entry)
WHERE x.entry = $1 AND y.entry <> x.entry
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'expense'
FROM placement x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM placement x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM placement x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1;

-- script placement_views
CREATE VIEW standing_placement AS
SELECT p.entry, p.fund, p.first, p.held, p.act, p.amount, p.income
FROM placement p
WHERE p.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = p.entry);

-- script placement_views_drop
DROP VIEW IF EXISTS standing_placement;

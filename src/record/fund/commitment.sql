-- commitment_scope(agreement)
SELECT CAST(NULL AS BYTEA) AS place, rsp, project FROM agreement
WHERE entry = $1;

-- commitment_view(agreement, line, today)
SELECT CAST($3 AS BIGINT) AS today, a.since, a.until,
       CASE WHEN a.entry IS NULL THEN 1 ELSE (
         SELECT count(*) FROM agreement_line l
         WHERE l.entry = a.entry AND l.code = $2) END AS lines
FROM (SELECT 1 AS one) o LEFT JOIN agreement a ON a.entry = $1;

-- commitment_facts(thing, since)
SELECT c.entry AS entry, (
         SELECT l.amount FROM agreement_line l
         WHERE l.entry = c.agreement AND l.code = c.line ORDER BY l.n LIMIT 1)
         AS approved, a.variance, g.rate,
       coalesce((
         SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
         WHERE e.agreement = c.agreement AND e.line = c.line
           AND e.held >= g.since AND e.held < g.until AND e.held <= c.held), 0)
         AS spent,
       coalesce((
         SELECT CAST(sum(CASE WHEN u.rest > 0 THEN u.rest ELSE 0 END) AS BIGINT)
         FROM (SELECT o.amount - coalesce((
                 SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
                 WHERE e.commitment = o.entry AND e.held <= c.held), 0) AS rest
               FROM commitment o
               WHERE o.agreement = c.agreement AND o.line = c.line
                 AND o.counts = 1 AND o.held >= g.since AND o.held < g.until
                 AND o.held <= c.held
                 AND (o.ended IS NULL OR o.ended > c.held)) u), 0) AS committed
FROM commitment c
JOIN agreement a ON a.entry = c.agreement
JOIN exchange g ON g.agreement = c.agreement
WHERE c.entry = $1 AND c.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY c.entry, g.since;

-- commitment_limit(agreement, line, held, amount, today)
SELECT (SELECT l.amount FROM agreement_line l
        WHERE l.entry = a.entry AND l.code = $2 ORDER BY l.n LIMIT 1)
         AS approved, a.variance, g.rate,
       coalesce((
         SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
         WHERE e.agreement = a.entry AND e.line = $2 AND e.held >= g.since
           AND e.held < g.until), 0) AS spent,
       coalesce((
         SELECT CAST(sum(CASE WHEN u.rest > 0 THEN u.rest ELSE 0 END) AS BIGINT)
         FROM (SELECT o.amount - coalesce((
                 SELECT CAST(sum(e.amount) AS BIGINT) FROM standing_expense e
                 WHERE e.commitment = o.entry), 0) AS rest
               FROM commitment o
               WHERE o.agreement = a.entry AND o.line = $2 AND o.counts = 1
                 AND o.held >= g.since AND o.held < g.until
                 AND (o.ended IS NULL OR o.ended > $5)) u), 0)
         + CASE WHEN CAST($3 AS BIGINT) >= g.since
           AND CAST($3 AS BIGINT) < g.until
           THEN CAST($4 AS BIGINT) ELSE 0 END AS committed
FROM agreement a JOIN exchange g ON g.agreement = a.entry
WHERE a.entry = $1
ORDER BY g.since, g.rate;

-- commitment_touch(entry)
SELECT y.entry AS thing, CAST(NULL AS BIGINT) AS since, 'expense' AS kind
FROM commitment x JOIN expense y
  ON y.agreement = x.agreement AND y.line = x.line AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'commitment'
FROM commitment x JOIN commitment y
  ON y.agreement = x.agreement AND y.line = x.line AND y.held >= x.held
WHERE x.entry = $1;

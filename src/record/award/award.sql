-- award_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- award_view(product, person, decision, score, resolution, today)
SELECT CAST($6 AS BIGINT) AS today, p.since, p.until, p.whom, p.ceiling, n.sex,
       d.household AS decided_home, d.product AS decided_product, d.verdict,
       d.made AS decided, s.household AS scored, s.held AS scored_on,
       r.body AS resolved_by, r.passed, r.state AS resolved
FROM (SELECT 1 AS one) o
LEFT JOIN product p ON p.entry = $1
LEFT JOIN person n ON n.entry = $2
LEFT JOIN decision d ON d.entry = $3
LEFT JOIN score s ON s.entry = $4
LEFT JOIN resolution r ON r.entry = $5;

-- award_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT a.entry, a.held, a.amount, a.nature, n.sex, p.code, p.once, h.place,
         a.rsp, a.project,
         coalesce(a.payer, a.rsp) AS book, a.fund
  FROM award a
  JOIN household h ON h.entry = a.household AND h.counts = 1
  LEFT JOIN person n ON n.entry = a.person
  LEFT JOIN product p ON p.entry = a.product
  WHERE a.thing = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, o.entry AS award, o.held AS on_day, o.amount,
       o.nature, o.sex, o.code, o.once, o.place, o.rsp, o.project, o.book,
       o.fund, CAST(NULL AS BIGINT) AS way, CAST(NULL AS BYTEA) AS account,
       CAST(NULL AS BYTEA) AS taker, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'igg') = 'igg') AS cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'igg.amount') = 'igg.amount')
         AS amount_cutover
FROM own o
UNION ALL
SELECT 1, d.entry, d.award, d.held, d.amount, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, d.way, d.account, d.taker, NULL, NULL
FROM own o JOIN delivery d ON d.award = o.entry WHERE d.counts = 1
UNION ALL
SELECT 2, v.entry, v.award, v.held, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN followup_visit v ON v.award = o.entry WHERE v.counts = 1
ORDER BY on_day, what, entry;

-- script award_views
-- Awards and houses of products that come once to a household: by each entry of
-- such a product, for a code may be said anew.
CREATE VIEW had_once AS
SELECT p.entry AS product, a.household AS household, a.entry AS entry
FROM product p JOIN product q ON q.code = p.code
JOIN award a ON a.product = q.entry
WHERE p.once = 1 AND a.counts = 1
UNION ALL
SELECT p.entry, h.household, h.entry
FROM product p JOIN product q ON q.code = p.code
JOIN house h ON h.product = q.entry
WHERE p.once = 1 AND h.counts = 1;

-- script award_views_drop
DROP VIEW IF EXISTS had_once;

-- award_benefit(place, day, household)
WITH @homes
SELECT g.entry, g.held AS on_day,
       coalesce(p.programme || ' · ' || p.title, p.title) AS programme, g.amount,
       g.person, a.household
FROM home a CROSS JOIN award g JOIN product p ON p.entry = g.product
WHERE g.household = a.household AND g.counts = 1
ORDER BY g.held DESC, g.entry;

-- award_bound(product, household, entry)
SELECT 1 AS once FROM had_once
WHERE product = $1 AND household = $2 AND entry <> $3 LIMIT 1;

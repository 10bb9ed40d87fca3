-- assessment_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- assessment_view(body, yardstick, today)
SELECT CAST($3 AS BIGINT) AS today, b.nature, y.nature AS yard_nature, y.since, y.until
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN yardstick y ON y.code = $2 AND y.counts = 1;

-- assessment_facts(thing, since)
SELECT a.entry, a.state, a.score,
       CASE WHEN a.grade = (
           SELECT g.code FROM yardstick_grades g
           WHERE g.entry = y.entry AND g.least <= a.score
           ORDER BY g.least DESC, g.n LIMIT 1) THEN 1 ELSE 0 END AS graded, (
         SELECT count(*) FROM assessment_assessors s
         JOIN staff w ON w.entry = s.staff
         WHERE s.entry = a.entry AND w.unit IN (
           SELECT t.unit FROM charge_bodies x
           JOIN charge c ON c.entry = x.entry AND c.counts = 1
           JOIN staff t ON t.entry = c.taker
           WHERE x.body = a.body AND c.since <= a.made AND NOT EXISTS (
             SELECT 1 FROM charge_bodies z
             JOIN charge n ON n.entry = z.entry AND n.counts = 1
             WHERE z.body = a.body AND n.since <= a.made
               AND (n.since > c.since
                 OR (n.since = c.since AND n.entry > c.entry)))))
         AS own_team,
       i.dimension, d.weight AS dimension_weight, i.weight, i.scale, (
         SELECT m.mark FROM assessment_marks m
         WHERE m.entry = a.entry AND m.indicator = i.code
         ORDER BY m.n LIMIT 1) AS mark, (
         SELECT count(*) FROM assessment_marks m
         WHERE m.entry = a.entry AND NOT EXISTS (
           SELECT 1 FROM yardstick_indicators k
           WHERE k.entry = y.entry AND k.code = m.indicator)) AS strangers
FROM assessment a
JOIN yardstick y ON y.code = a.yardstick AND y.counts = 1
JOIN yardstick_indicators i ON i.entry = y.entry
JOIN yardstick_dimensions d ON d.entry = y.entry AND d.code = i.dimension
WHERE a.thing = $1 AND a.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY a.made, a.entry, d.n, i.n;

-- script assessment_views
-- The last published assessment of each body on each day is the last row here
-- that was held by then.
CREATE VIEW assessed AS
SELECT a.body, a.entry, a.yardstick, a.made, a.score, a.grade, a.next_due
FROM assessment a WHERE a.counts = 1 AND a.state = 2 AND a.score IS NOT NULL;

-- script assessment_views_drop
DROP VIEW IF EXISTS assessed;

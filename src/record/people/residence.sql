-- script residence_views
-- Who lived where: from `since` until the day before `until`. Without a `since`
-- it is the household in which she was entered, until the first move; without an
-- `until` she still lives there. Of two moves on one day the greater id counts.
CREATE VIEW resident AS
SELECT p.entry AS person, p.household, CAST(NULL AS BIGINT) AS since, (
         SELECT CAST(min(n.since) AS BIGINT) FROM residence n
         WHERE n.person = p.entry AND n.counts = 1) AS until
FROM person p WHERE p.counts = 1
UNION ALL
SELECT r.person, r.household, r.since, (
         SELECT CAST(min(n.since) AS BIGINT) FROM residence n
         WHERE n.person = r.person AND n.counts = 1 AND n.since > r.since)
FROM residence r
WHERE r.counts = 1
  AND EXISTS (SELECT 1 FROM person p WHERE p.entry = r.person AND p.counts = 1)
  AND NOT EXISTS (
    SELECT 1 FROM residence n
    WHERE n.person = r.person AND n.counts = 1 AND n.since = r.since
      AND n.entry > r.entry);

-- The things that what is said of a person is counted in: her own, the
-- households she lived in, what she answered and what she was given.
CREATE VIEW homes AS
SELECT p.entry AS person, p.entry AS thing, 'person' AS kind FROM person p
UNION ALL
SELECT p.entry, p.household, 'household' FROM person p
UNION ALL
SELECT r.person, r.household, 'household' FROM residence r
UNION ALL
SELECT a.person, a.thing, 'response' FROM response a WHERE a.person IS NOT NULL
UNION ALL
SELECT g.person, g.thing, 'award' FROM award g WHERE g.person IS NOT NULL
UNION ALL
SELECT t.person, t.thing, 'trainee' FROM trainee t
UNION ALL
SELECT m.person, i.thing, 'insured'
FROM insured_members m CROSS JOIN insured i WHERE i.entry = m.entry
UNION ALL
SELECT c.person, i.thing, 'insured'
FROM claim c CROSS JOIN insured i WHERE i.entry = c.insured;

-- script residence_views_drop
DROP VIEW IF EXISTS homes;
DROP VIEW IF EXISTS resident;

-- residence_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- residence_view(person, today)
SELECT CAST($2 AS BIGINT) AS today, p.born, p.born_grain, p.died, p.died_grain
FROM (SELECT 1 AS one) o LEFT JOIN person p ON p.entry = $1;

-- residence_touch(entry)
SELECT r.household AS thing, CAST(NULL AS BIGINT) AS since, 'household' AS kind
FROM residence r WHERE r.entry = $1
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM residence r
CROSS JOIN homes o /* along person = r.person */
WHERE r.entry = $1 AND o.person = r.person
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM residence r JOIN loan l ON l.person = r.person
JOIN approval a ON a.loan = l.entry WHERE r.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM residence r JOIN approval a ON a.person = r.person WHERE r.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'appraisal'
FROM residence r JOIN loan l ON l.person = r.person
JOIN appraisal a ON a.loan = l.entry WHERE r.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'appraisal'
FROM residence r JOIN appraisal a ON a.person = r.person WHERE r.entry = $1;

-- household_view(place, today)
SELECT CAST($2 AS BIGINT) AS today,
       (SELECT level FROM place WHERE entry = $1) AS level;

-- household_alone(thing, since)
-- As long as nobody says more: the first of the facts.
SELECT 0 AS what, entry AS entry, entry AS cause, signed AS begins, place,
       CAST(NULL AS BYTEA) AS rsp, CAST(NULL AS BYTEA) AS project,
       CAST(NULL AS BIGINT) AS sex, since AS joined, since_grain AS joined_grain,
       CAST(NULL AS BIGINT) AS ended, CAST(NULL AS BIGINT) AS ended_grain,
       CAST(NULL AS BIGINT) AS closed, CAST(NULL AS BIGINT) AS lived_since,
       CAST(NULL AS BIGINT) AS lived_until, CAST(NULL AS BIGINT) AS state,
       CAST(NULL AS TEXT) AS point, CAST(NULL AS BIGINT) AS cutover,
       CAST(NULL AS BYTEA) AS person
FROM household
WHERE entry = $1 AND counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL;

-- household_young(thing, since)
-- As long as nobody moved, merged, was scored or left: the memberships of the
-- persons who were entered in it.
SELECT 0 AS what, h.entry AS entry, h.entry AS cause, h.signed AS begins, h.place,
       CAST(NULL AS BYTEA) AS rsp, CAST(NULL AS BYTEA) AS project,
       CAST(NULL AS BIGINT) AS sex,
       h.since AS joined, h.since_grain AS joined_grain,
       CAST(NULL AS BIGINT) AS ended, CAST(NULL AS BIGINT) AS ended_grain,
       CAST(NULL AS BIGINT) AS closed, CAST(NULL AS BIGINT) AS lived_since,
       CAST(NULL AS BIGINT) AS lived_until, CAST(NULL AS BIGINT) AS state,
       CAST(NULL AS TEXT) AS point, CAST(NULL AS BIGINT) AS cutover,
       CAST(NULL AS BYTEA) AS person
FROM household h
WHERE h.entry = $1 AND h.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT 3, h.entry, m.entry, m.joined, NULL, b.rsp, b.project, p.sex,
       m.joined, m.joined_grain, m.ended, m.ended_grain,
       CASE WHEN (
           SELECT s.state FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.since <= m.joined
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN m.joined ELSE (
           SELECT CAST(min(s.since) AS BIGINT) FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
             AND s.since > m.joined) END,
       NULL, NULL, NULL, NULL, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'hh') = 'hh'), p.entry
FROM household h CROSS JOIN person p CROSS JOIN member m CROSS JOIN body b
WHERE h.entry = $1 AND p.household = $1 AND p.counts = 1
  AND m.person = p.entry AND m.counts = 1
  AND b.entry = m.body AND b.counts = 1 AND b.nature = 0
ORDER BY 1, 4, 3, 14 NULLS FIRST;

-- household_facts(thing, since)
-- The household itself, what became of it, its scores, and each membership of
-- whoever lived in it: hers and those of every record that is the same person.
WITH RECURSIVE lives AS (
  SELECT r.person, r.person AS also, r.since, r.until
  FROM resident r
  WHERE r.household = $1 AND NOT EXISTS (
    SELECT 1 FROM same s WHERE s.person = r.person AND s.root <> s.person)
  UNION
  SELECT l.person, x.person, l.since, l.until
  FROM lives l CROSS JOIN merged x WHERE x.same_as = l.also)
SELECT 0 AS what, h.entry AS entry, h.entry AS cause, h.signed AS begins, h.place,
       CAST(NULL AS BYTEA) AS rsp, CAST(NULL AS BYTEA) AS project,
       CAST(NULL AS BIGINT) AS sex,
       h.since AS joined, h.since_grain AS joined_grain,
       CAST(NULL AS BIGINT) AS ended, CAST(NULL AS BIGINT) AS ended_grain,
       CAST(NULL AS BIGINT) AS closed, CAST(NULL AS BIGINT) AS lived_since,
       CAST(NULL AS BIGINT) AS lived_until, CAST(NULL AS BIGINT) AS state,
       CAST(NULL AS TEXT) AS point, CAST(NULL AS BIGINT) AS cutover,
       CAST(NULL AS BYTEA) AS person
FROM household h
WHERE h.entry = $1 AND h.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT 1, f.entry, f.entry, f.since, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, f.state, NULL, NULL, NULL
FROM fate f
WHERE f.household = $1 AND f.counts = 1
UNION ALL
SELECT 2, s.household, s.entry, s.since, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       s.until_day, NULL, NULL, NULL,
       s.card || '.' || CAST(s.score / 100 AS TEXT), NULL, NULL
FROM scored s
WHERE s.household = $1
UNION ALL
SELECT 3, h.entry, m.entry, m.joined, NULL, b.rsp, b.project, p.sex,
       m.joined, m.joined_grain, m.ended, m.ended_grain,
       CASE WHEN (
           SELECT s.state FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.since <= m.joined
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN m.joined ELSE (
           SELECT CAST(min(s.since) AS BIGINT) FROM standing s
           WHERE s.body = b.entry AND s.counts = 1 AND s.state > 2
             AND s.since > m.joined) END,
       l.since, l.until, NULL, NULL, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'hh') = 'hh'), p.entry
FROM household h CROSS JOIN lives l CROSS JOIN member m CROSS JOIN person p
CROSS JOIN body b
WHERE h.entry = $1 AND m.person = l.also AND m.counts = 1
  AND p.entry = l.person AND p.counts = 1
  AND b.entry = m.body AND b.counts = 1 AND b.nature = 0
ORDER BY 1, 4, 3, 14 NULLS FIRST;

-- household_stir(entry)
SELECT entry AS thing, CAST(NULL AS BIGINT) AS since, 'person' AS kind
FROM person WHERE household = $1
UNION
SELECT person, CAST(NULL AS BIGINT), 'person'
FROM residence WHERE household = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM person p JOIN response r ON r.person = p.entry WHERE p.household = $1
UNION
SELECT r.thing, CAST(NULL AS BIGINT), 'response'
FROM residence n JOIN response r ON r.person = n.person
WHERE n.household = $1
UNION
SELECT thing, CAST(NULL AS BIGINT), 'award' FROM award WHERE household = $1
UNION
SELECT thing, CAST(NULL AS BIGINT), 'house' FROM house WHERE household = $1
UNION
SELECT thing, CAST(NULL AS BIGINT), 'insured' FROM insured WHERE household = $1
UNION
SELECT thing, CAST(NULL AS BIGINT), 'trainee' FROM trainee WHERE household = $1
UNION
SELECT thing, CAST(NULL AS BIGINT), 'damage' FROM damage WHERE household = $1
UNION
SELECT thing, CAST(NULL AS BIGINT), 'relief_given'
FROM relief_given WHERE household = $1;

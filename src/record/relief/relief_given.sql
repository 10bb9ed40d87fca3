-- relief_given_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- relief_given_view(disaster, household, on_list, today)
SELECT CAST($4 AS BIGINT) AS today, d.since, (
         SELECT CAST(min(p.held) AS BIGINT) FROM disaster_phase p
         WHERE p.disaster = $1 AND p.counts = 1 AND p.place IS NULL
           AND p.phase = 3) AS ended,
       CASE WHEN d.entry IS NULL OR h.entry IS NULL THEN NULL
       WHEN EXISTS (SELECT 1 FROM area a
         WHERE a.place = h.place AND a.above = d.place) THEN 1 ELSE 0 END
         AS inside,
       l.disaster AS list_disaster,
       CASE WHEN l.entry IS NULL THEN NULL
       WHEN EXISTS (SELECT 1 FROM relief_list_households x
         WHERE x.entry = l.entry AND x.household = $2) THEN 1 ELSE 0 END
         AS stands
FROM (SELECT 1 AS one) o
LEFT JOIN disaster d ON d.entry = $1
LEFT JOIN household h ON h.entry = $2
LEFT JOIN relief_list l ON l.entry = $3;

-- relief_given_facts(thing, since)
-- What this household got; aside of it what was given to those that are one with
-- it in the register, and to another record of a person who took something.
WITH RECURSIVE up AS (
  SELECT g.household, g.disaster FROM relief_given g WHERE g.thing = $1
  UNION
  SELECT x.successor, up.disaster FROM up CROSS JOIN household_merged x
  WHERE x.household = up.household),
kin AS (
  SELECT household, disaster FROM up
  UNION
  SELECT x.household, kin.disaster FROM kin CROSS JOIN household_merged x
  WHERE x.successor = kin.household),
taker AS (
  SELECT DISTINCT g.receiver AS person, g.receiver AS self, g.disaster
  FROM kin CROSS JOIN relief_given g
  WHERE g.household = kin.household AND g.disaster = kin.disaster
    AND g.counts = 1 AND g.receiver IS NOT NULL),
same_up AS (
  SELECT person, self, disaster FROM taker
  UNION
  SELECT x.same_as, u.self, u.disaster FROM same_up u CROSS JOIN merged x
  WHERE x.person = u.person),
twin AS (
  SELECT person, self, disaster FROM same_up
  UNION
  SELECT x.person, t.self, t.disaster FROM twin t CROSS JOIN merged x
  WHERE x.same_as = t.person),
gift AS (
  SELECT g.entry FROM kin CROSS JOIN relief_given g
  WHERE g.household = kin.household AND g.disaster = kin.disaster
  UNION
  SELECT g.entry FROM twin t CROSS JOIN relief_given g
  WHERE g.receiver = t.person AND g.disaster = t.disaster
    AND t.person <> t.self)
SELECT g.entry, g.agency, h.place, g.rsp, g.held, g.what,
       CASE WHEN e.entry IS NULL THEN NULL ELSE coalesce(e.every, 0) END
         AS every,
       g.amount, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = h.place AND r.rsp = g.rsp
           AND coalesce(r.indicator, 'relief') = 'relief') AS cutover,
       CASE WHEN g.thing = $1 THEN 0 ELSE 1 END AS aside,
       CASE WHEN EXISTS (SELECT 1 FROM kin WHERE kin.household = g.household)
         THEN 1 ELSE 0 END AS kin
FROM gift CROSS JOIN relief_given g
JOIN household h ON h.entry = g.household AND h.counts = 1
LEFT JOIN disaster d ON d.entry = g.disaster AND d.counts = 1
LEFT JOIN disaster_package e ON e.entry = d.entry AND e.what = g.what
WHERE g.entry = gift.entry AND g.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY g.held, g.entry;

-- relief_given_touch(entry)
-- All that is judged together with it.
WITH RECURSIVE taker AS (
  SELECT g.receiver AS person FROM relief_given g
  WHERE g.entry = $1 AND g.receiver IS NOT NULL),
same_up AS (
  SELECT person FROM taker
  UNION
  SELECT x.same_as FROM same_up u CROSS JOIN merged x WHERE x.person = u.person),
twin AS (
  SELECT person FROM same_up
  UNION
  SELECT x.person FROM twin t CROSS JOIN merged x WHERE x.same_as = t.person),
up AS (
  SELECT g.household FROM relief_given g WHERE g.entry = $1
  UNION
  SELECT g.household FROM twin t CROSS JOIN relief_given g
  WHERE g.receiver = t.person),
near AS (
  SELECT household FROM up
  UNION
  SELECT x.successor FROM near CROSS JOIN household_merged x
  WHERE x.household = near.household),
kin AS (
  SELECT household FROM near
  UNION
  SELECT x.household FROM kin CROSS JOIN household_merged x
  WHERE x.successor = kin.household)
SELECT DISTINCT o.thing AS thing, CAST(NULL AS BIGINT) AS since,
       'relief_given' AS kind
FROM relief_given g CROSS JOIN kin CROSS JOIN relief_given o
WHERE g.entry = $1 AND o.household = kin.household AND o.disaster = g.disaster;

-- relief_given_benefit(place, day, household)
WITH @homes
SELECT g.entry, g.held AS on_day,
       coalesce(d.title || ' · ' || g.goods, d.title) AS programme, g.amount,
       g.receiver AS person, a.household
FROM home a CROSS JOIN relief_given g
JOIN disaster d ON d.entry = g.disaster
WHERE g.household = a.household AND g.counts = 1
ORDER BY g.held DESC, g.entry;

-- script merger_views
-- What was said last of two records, if that is that they are one person. That
-- they are two says nothing of a third; of one day it is the last word.
CREATE VIEW merged AS
SELECT m.person, m.same_as, m.entry FROM merger m
WHERE m.counts = 1 AND coalesce(m.apart, 0) = 0 AND NOT EXISTS (
  SELECT 1 FROM merger n
  WHERE n.person = m.person AND n.counts = 1
    AND (coalesce(n.apart, 0) = 0 OR n.same_as = m.same_as)
    AND (n.since > m.since OR (n.since = m.since
      AND (coalesce(n.apart, 0) = 1 OR n.entry > m.entry))));

-- Every merged person and whom she is the same as in the end. Who runs in a
-- circle is the same as the least of it.
CREATE VIEW same AS
SELECT m.person, (
  WITH RECURSIVE up AS (
    SELECT m.same_as AS person, 1 AS n
    UNION ALL
    SELECT x.same_as, up.n + 1
    FROM up CROSS JOIN merged x WHERE x.person = up.person AND up.n < 64)
  SELECT up.person FROM up
  ORDER BY CASE WHEN up.n > 32 THEN 0 ELSE 1 END,
           CASE WHEN up.n > 32 THEN up.person END, up.n DESC LIMIT 1) AS root
FROM merged m;

-- script merger_views_drop
DROP VIEW IF EXISTS same;
DROP VIEW IF EXISTS merged;

-- merger_scope(person)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM person p JOIN household h ON h.entry = p.household WHERE p.entry = $1;

-- merger_view(person, same_as, today)
SELECT CAST($3 AS BIGINT) AS today, p.sex, s.sex AS same_sex
FROM (SELECT 1 AS one) o
LEFT JOIN person p ON p.entry = $1
LEFT JOIN person s ON s.entry = $2;

-- merger_touch(entry)
WITH RECURSIVE two AS (
  SELECT person FROM merger WHERE entry = $1
  UNION
  SELECT same_as FROM merger WHERE entry = $1
  UNION
  SELECT n.same_as FROM merger m JOIN merger n ON n.person = m.person
  WHERE m.entry = $1),
near AS (
  SELECT person FROM two
  UNION
  SELECT x.same_as FROM near CROSS JOIN merged x
  WHERE x.person = near.person),
all_of_them AS (
  SELECT person FROM near
  UNION
  SELECT x.person FROM all_of_them a CROSS JOIN merged x
  WHERE x.same_as = a.person),
-- Households that were given relief by their hands, and those found to be one
-- with them.
given AS (
  SELECT t.household FROM all_of_them a CROSS JOIN relief_given t
  WHERE t.receiver = a.person
  UNION
  SELECT x.successor FROM given CROSS JOIN household_merged x
  WHERE x.household = given.household),
one_home AS (
  SELECT household FROM given
  UNION
  SELECT x.household FROM one_home CROSS JOIN household_merged x
  WHERE x.successor = one_home.household)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM near
CROSS JOIN homes o /* along person = near.person */
WHERE o.person = near.person
UNION ALL
SELECT t.thing, CAST(NULL AS BIGINT), 'term'
FROM all_of_them a CROSS JOIN term t WHERE t.person = a.person
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM all_of_them a CROSS JOIN delegate d WHERE d.person = a.person
UNION ALL
SELECT l.entry, CAST(NULL AS BIGINT), 'loan'
FROM all_of_them a CROSS JOIN loan l WHERE l.person = a.person
UNION ALL
SELECT g.thing, CAST(NULL AS BIGINT), 'relief_given'
FROM one_home x CROSS JOIN relief_given g WHERE g.household = x.household;

-- script fate_views
-- Into which household each was merged, if that is the last that was said of it.
CREATE VIEW household_merged AS
SELECT f.household, f.successor, f.entry FROM fate f
WHERE f.counts = 1 AND f.state = 2 AND f.successor IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM fate g
    WHERE g.household = f.household AND g.counts = 1
      AND (g.since > f.since OR (g.since = f.since AND g.entry > f.entry)));

-- Every merged household and which it is the same as in the end. Those that run
-- in a circle are the same as the least of it.
CREATE VIEW household_same AS
SELECT m.household, (
  WITH RECURSIVE up AS (
    SELECT m.successor AS household, 1 AS n
    UNION ALL
    SELECT x.successor, up.n + 1
    FROM up CROSS JOIN household_merged x
    WHERE x.household = up.household AND up.n < 64)
  SELECT up.household FROM up
  ORDER BY CASE WHEN up.n > 32 THEN 0 ELSE 1 END,
           CASE WHEN up.n > 32 THEN up.household END, up.n DESC LIMIT 1) AS root
FROM household_merged m;

-- script fate_views_drop
DROP VIEW IF EXISTS household_same;
DROP VIEW IF EXISTS household_merged;

-- fate_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- fate_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- fate_touch(entry)
-- Also what was given to all that were or are one household with it.
WITH RECURSIVE up AS (
  SELECT f.household FROM fate f WHERE f.entry = $1
  UNION
  SELECT f.successor FROM fate f WHERE f.entry = $1 AND f.successor IS NOT NULL
  UNION
  SELECT n.successor FROM fate f JOIN fate n ON n.household = f.household
  WHERE f.entry = $1 AND n.successor IS NOT NULL),
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
SELECT household AS thing, CAST(NULL AS BIGINT) AS since, 'household' AS kind
FROM fate WHERE entry = $1
UNION
SELECT s.thing, CAST(NULL AS BIGINT), 'score'
FROM fate f JOIN score s ON s.household = f.household WHERE f.entry = $1
UNION
SELECT g.thing, CAST(NULL AS BIGINT), 'relief_given'
FROM kin CROSS JOIN relief_given g WHERE g.household = kin.household;

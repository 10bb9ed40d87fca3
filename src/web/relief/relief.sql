-- web_disasters(limit)
SELECT d.entry, d.title, d.title_ur, d.title_sd, d.nature, d.place, d.since,
       n.phase, n.phase_since
FROM disaster d JOIN disaster_now n ON n.disaster = d.entry
WHERE d.counts = 1
ORDER BY CASE WHEN n.ended IS NULL THEN 0 ELSE 1 END, d.since DESC, d.entry
LIMIT $1;

-- web_disaster_now(disaster)
SELECT phase, phase_since FROM disaster_now WHERE disaster = $1;

-- web_disaster_phases(disaster)
SELECT p.entry, p.held, p.phase, p.place, p.note FROM disaster_phase p
WHERE p.disaster = $1 AND p.counts = 1
ORDER BY p.held DESC, p.phase DESC, p.entry LIMIT 100;

-- web_disaster_every(disaster, what)
SELECT coalesce(e.every, 0) AS every FROM disaster d
JOIN disaster_package e ON e.entry = d.entry
WHERE d.entry = $1 AND e.what = $2 AND d.counts = 1
ORDER BY e.n LIMIT 1;

-- web_disaster_package(disaster)
SELECT e.what, e.goods, e.quantity, e.unit, coalesce(e.every, 0) AS every
FROM disaster_package e WHERE e.entry = $1 ORDER BY e.n LIMIT 30;

-- web_relief_kin(household)
-- The household, and those that are one with it in the register.
WITH RECURSIVE up AS (
  SELECT h.entry AS household FROM household h WHERE h.entry = $1
  UNION
  SELECT x.successor FROM up CROSS JOIN household_merged x
  WHERE x.household = up.household),
kin AS (
  SELECT household FROM up
  UNION
  SELECT x.household FROM kin CROSS JOIN household_merged x
  WHERE x.successor = kin.household)
SELECT household FROM kin ORDER BY household LIMIT 100;

-- web_relief_gifts(disaster, household)
SELECT g.entry, g.agency, g.held, g.what,
       CASE WHEN e.entry IS NULL THEN NULL ELSE coalesce(e.every, 0) END
         AS every
FROM relief_given g
LEFT JOIN disaster d ON d.entry = g.disaster AND d.counts = 1
LEFT JOIN disaster_package e ON e.entry = d.entry AND e.what = g.what
WHERE g.disaster = $1 AND g.counts = 1 AND g.household = $2
ORDER BY g.held, g.entry LIMIT 500;

-- web_relief_item(entry)
SELECT goods, quantity, unit, amount FROM relief_given WHERE entry = $1;

-- web_damage_seen(disaster, household)
SELECT k.entry_of, k.held, k.house, k.living, k.dead, k.hurt
FROM damage_kept k WHERE k.disaster = $1 AND k.household = $2
ORDER BY k.thing LIMIT 1;

-- web_frozen_in(disaster, household)
SELECT r.held FROM frozen_roster_households x
JOIN frozen_roster r ON r.entry = x.entry
WHERE x.household = $2 AND r.disaster = $1 AND r.counts = 1
ORDER BY r.held, r.entry LIMIT 1;

-- web_frozen_at(disaster, place)
-- Is there a frozen part of this very place, or of one above it.
SELECT r.entry, r.held FROM area a
JOIN frozen_roster r ON r.place = a.above
WHERE a.place = $2 AND r.disaster = $1 AND r.counts = 1
ORDER BY r.held, r.entry LIMIT 1;

-- web_present_at(place, day)
-- The households of a place that are there on a day: not those that moved,
-- merged, split up or dissolved by then.
SELECT h.entry FROM area a JOIN household h ON h.place = a.place
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2 AND h.counts = 1
  AND coalesce((SELECT f.state FROM fate f
    WHERE f.household = h.entry AND f.counts = 1 AND f.since <= $2
    ORDER BY f.since DESC, f.entry DESC LIMIT 1), 0) = 0
ORDER BY h.number, h.entry LIMIT 80001;

-- web_relief_chosen(disaster, place, day, house, what, displaced)
-- Households by what was last seen of them, that stand on no list for the same
-- and were not given it. What is one in the register is one here, by the record
-- that stands.
WITH seen AS (
  SELECT k.house, k.dead, k.living, coalesce(s.root, k.household) AS household,
         row_number() OVER (
           PARTITION BY coalesce(s.root, k.household)
           ORDER BY k.held DESC, k.house DESC, k.entry_of) AS nth
  FROM damage_kept k LEFT JOIN household_same s ON s.household = k.household
  WHERE k.disaster = $1),
served AS (
  SELECT coalesce(s.root, x.household) AS household
  FROM relief_list l JOIN relief_list_households x ON x.entry = l.entry
  LEFT JOIN household_same s ON s.household = x.household
  WHERE l.disaster = $1 AND l.counts = 1 AND l.what = $5
  UNION
  SELECT coalesce(s.root, g.household)
  FROM relief_given g LEFT JOIN household_same s ON s.household = g.household
  WHERE g.disaster = $1 AND g.counts = 1 AND g.what = $5)
SELECT h.entry FROM seen k
JOIN household h ON h.entry = k.household AND h.counts = 1
JOIN area a ON a.place = h.place
LEFT JOIN served v ON v.household = h.entry
WHERE k.nth = 1 AND a.above = $2 AND a.since <= $3 AND a.until > $3
  AND k.house >= $4 AND (CAST($6 AS BIGINT) = 0 OR k.living > 0)
  AND v.household IS NULL
ORDER BY k.house DESC, k.dead DESC, h.number, h.entry LIMIT 2001;

-- web_relief_listed(list)
-- Who stands on a list: what was given of it since, and on how many other
-- agencies' lists for the same. What is one in the register stands here once, in
-- the record that was written first.
WITH near AS (
  SELECT l.entry AS list, l.disaster, l.what FROM relief_list l
  WHERE l.entry = $1),
row_of AS (
  SELECT x.household, x.quantity, x.n, coalesce(s.root, x.household) AS root,
         row_number() OVER (
           PARTITION BY coalesce(s.root, x.household) ORDER BY x.n) AS nth
  FROM relief_list_households x
  LEFT JOIN household_same s ON s.household = x.household
  WHERE x.entry = $1),
gift AS (
  SELECT coalesce(s.root, g.household) AS root,
         CAST(min(g.held) AS BIGINT) AS held
  FROM near w JOIN relief_given g ON g.disaster = w.disaster
    AND g.what = w.what AND g.counts = 1
  LEFT JOIN household_same s ON s.household = g.household
  GROUP BY coalesce(s.root, g.household)),
other AS (
  SELECT coalesce(s.root, y.household) AS root, count(DISTINCT o.entry) AS lists
  FROM near w JOIN relief_list o ON o.disaster = w.disaster
    AND o.what = w.what AND o.counts = 1 AND o.entry <> w.list
  JOIN relief_list_households y ON y.entry = o.entry
  LEFT JOIN household_same s ON s.household = y.household
  GROUP BY coalesce(s.root, y.household)),
seen AS (
  SELECT coalesce(s.root, k.household) AS root, k.house,
         row_number() OVER (
           PARTITION BY coalesce(s.root, k.household)
           ORDER BY k.held DESC, k.house DESC, k.entry_of) AS nth
  FROM near w JOIN damage_kept k ON k.disaster = w.disaster
  LEFT JOIN household_same s ON s.household = k.household)
SELECT x.household, h.number, x.quantity, g.held AS given,
       coalesce(o.lists, 0) AS others, k.house, h.place
FROM row_of x JOIN household h ON h.entry = x.household
LEFT JOIN gift g ON g.root = x.root
LEFT JOIN other o ON o.root = x.root
LEFT JOIN seen k ON k.root = x.root AND k.nth = 1
WHERE x.nth = 1 ORDER BY x.n LIMIT 2000;

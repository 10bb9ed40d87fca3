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

-- web_relief_gifts(disaster, household)
-- To the household, and to those that are one with it in the register.
WITH RECURSIVE up AS (
  SELECT h.entry AS household FROM household h WHERE h.entry = $2
  UNION
  SELECT x.successor FROM up CROSS JOIN household_merged x
  WHERE x.household = up.household),
kin AS (
  SELECT household FROM up
  UNION
  SELECT x.household FROM kin CROSS JOIN household_merged x
  WHERE x.successor = kin.household)
SELECT g.entry, g.agency, g.held, g.what,
       CASE WHEN e.entry IS NULL THEN NULL ELSE coalesce(e.every, 0) END
         AS every
FROM relief_given g
LEFT JOIN disaster d ON d.entry = g.disaster AND d.counts = 1
LEFT JOIN disaster_package e ON e.entry = d.entry AND e.what = g.what
WHERE g.disaster = $1 AND g.counts = 1
  AND g.household IN (SELECT household FROM kin)
ORDER BY g.held, g.entry LIMIT 500;

-- web_relief_item(entry)
SELECT goods, quantity, unit, amount FROM relief_given WHERE entry = $1;

-- web_damage_seen(disaster, household)
SELECT k.entry_of, k.held, k.house, k.living, k.dead, k.hurt, k.missing,
       k.lost, k.seen
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
-- and were not given it.
SELECT k.household FROM damage_kept k JOIN area a ON a.place = k.place
JOIN household h ON h.entry = k.household AND h.counts = 1
WHERE k.disaster = $1 AND a.above = $2 AND a.since <= $3 AND a.until > $3
  AND k.house >= $4
  AND (CAST($6 AS BIGINT) = 0 OR k.living > 0)
  AND NOT EXISTS (SELECT 1 FROM relief_list_households x
    JOIN relief_list l ON l.entry = x.entry
    WHERE x.household = k.household AND l.disaster = $1 AND l.counts = 1
      AND l.what = $5)
  AND NOT EXISTS (SELECT 1 FROM relief_given g
    WHERE g.household = k.household AND g.disaster = $1 AND g.counts = 1
      AND g.what = $5)
ORDER BY k.house DESC, k.dead DESC, h.number, k.household LIMIT 2001;

-- web_relief_listed(list)
-- Who stands on a list: what was given of it since, and on how many other
-- agencies' lists for the same she stands.
SELECT x.household, h.number, x.quantity, (
         SELECT CAST(min(g.held) AS BIGINT) FROM relief_given g
         WHERE g.household = x.household AND g.disaster = l.disaster
           AND g.counts = 1 AND g.what = l.what) AS given, (
         SELECT count(*) FROM relief_list_households y
         JOIN relief_list o ON o.entry = y.entry
         WHERE y.household = x.household AND o.entry <> l.entry
           AND o.disaster = l.disaster AND o.counts = 1
           AND o.what = l.what) AS others, k.house, h.place
FROM relief_list_households x JOIN relief_list l ON l.entry = x.entry
JOIN household h ON h.entry = x.household
LEFT JOIN damage_kept k ON k.household = x.household
  AND k.disaster = l.disaster
WHERE x.entry = $1 ORDER BY x.n, x.entry LIMIT 2000;

-- relief_seen(place, level, day, from)
-- What was last seen of each household, by disaster and place. What is one in the
-- register is seen once.
WITH last AS (
  SELECT k.disaster, k.place, k.house, k.living, k.dead, k.hurt, k.missing,
         k.lost, coalesce(s.root, k.household) AS root,
         row_number() OVER (
           PARTITION BY k.disaster, coalesce(s.root, k.household)
           ORDER BY k.held DESC, k.house DESC, k.entry_of) AS nth
  FROM damage_kept k LEFT JOIN household_same s ON s.household = k.household
  WHERE k.held <= $3 AND k.held >= $4),
helped AS (
  SELECT DISTINCT g.disaster, coalesce(s.root, g.household) AS root
  FROM relief_given g LEFT JOIN household_same s ON s.household = g.household
  WHERE g.counts = 1 AND g.held <= $3)
SELECT k.disaster, u.above AS spot, count(*) AS seen,
       CAST(sum(CASE WHEN k.house = 2 THEN 1 ELSE 0 END) AS BIGINT) AS fully,
       CAST(sum(CASE WHEN k.house = 1 THEN 1 ELSE 0 END) AS BIGINT) AS partly,
       CAST(sum(CASE WHEN k.living > 0 THEN 1 ELSE 0 END) AS BIGINT) AS away,
       CAST(sum(k.dead) AS BIGINT) AS dead,
       CAST(sum(k.hurt) AS BIGINT) AS hurt,
       CAST(sum(k.missing) AS BIGINT) AS missing,
       CAST(sum(k.lost) AS BIGINT) AS lost,
       CAST(sum(CASE WHEN k.house > 0 AND g.root IS NULL THEN 1 ELSE 0 END)
         AS BIGINT) AS unrelieved
FROM last k JOIN area a ON a.place = k.place
LEFT JOIN area u ON u.place = k.place AND u.level = $2 AND u.since <= $3
  AND u.until > $3
LEFT JOIN helped g ON g.disaster = k.disaster AND g.root = k.root
WHERE k.nth = 1 AND a.above = $1 AND a.since <= $3 AND a.until > $3
GROUP BY k.disaster, u.above
ORDER BY k.disaster, u.above NULLS FIRST;

-- relief_gave(place, level, day, rsp, from)
-- Who was given something, by disaster and place: each household once, where it
-- was given first, also where two records are one household.
WITH gift AS (
  SELECT g.entry, g.disaster, g.household, g.amount, row_number() OVER (
           PARTITION BY g.disaster, coalesce(s.root, g.household)
           ORDER BY g.held, g.entry) AS nth
  FROM relief_given g LEFT JOIN household_same s ON s.household = g.household
  WHERE g.counts = 1 AND g.held <= $3 AND g.held >= $5
    AND (CAST($4 AS BYTEA) IS NULL OR g.rsp = $4))
SELECT g.disaster, u.above AS spot,
       CAST(sum(CASE WHEN g.nth = 1 THEN 1 ELSE 0 END) AS BIGINT) AS households,
       count(*) AS gifts,
       CAST(coalesce(sum(g.amount), 0) AS BIGINT) AS amount,
       CAST(sum(CASE WHEN EXISTS (SELECT 1 FROM finding f
         WHERE f.entry = g.entry AND f.what IN ('relief_given.again',
           'relief_given.other_agency')) THEN 1 ELSE 0 END) AS BIGINT)
         AS repeats
FROM gift g JOIN household h ON h.entry = g.household
JOIN area a ON a.place = h.place
LEFT JOIN area u ON u.place = h.place AND u.level = $2 AND u.since <= $3
  AND u.until > $3
WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
GROUP BY g.disaster, u.above
ORDER BY g.disaster, u.above NULLS FIRST;

-- relief_by_agency(place, day, rsp, from)
-- By agency and what was given: gifts, households, worth, and what came before
-- its time.
SELECT g.agency, g.what, count(*) AS gifts,
       count(DISTINCT coalesce(s.root, g.household)) AS households,
       CAST(coalesce(sum(g.amount), 0) AS BIGINT) AS amount,
       CAST(sum(CASE WHEN EXISTS (SELECT 1 FROM finding f
         WHERE f.entry = g.entry AND f.what IN ('relief_given.again',
           'relief_given.other_agency')) THEN 1 ELSE 0 END) AS BIGINT)
         AS repeats,
       n.name, n.name_ur, n.name_sd
FROM area a JOIN household h ON h.place = a.place
JOIN relief_given g ON g.household = h.entry AND g.counts = 1
LEFT JOIN household_same s ON s.household = g.household
LEFT JOIN agency n ON n.entry = g.agency
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
  AND g.held <= $2 AND g.held >= $4
  AND (CAST($3 AS BYTEA) IS NULL OR g.rsp = $3)
GROUP BY g.agency, g.what, n.name, n.name_ur, n.name_sd
ORDER BY n.name NULLS LAST, g.agency NULLS LAST, g.what;

-- relief_disasters(day)
SELECT d.entry, d.title, d.title_ur, d.title_sd FROM disaster d
WHERE d.counts = 1 AND d.since <= $1
ORDER BY d.since DESC, d.entry LIMIT 500;

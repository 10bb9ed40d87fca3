-- web_consents_of(person)
WITH RECURSIVE her AS (
  SELECT p.entry FROM person p WHERE p.entry = $1
  UNION
  SELECT x.person FROM her CROSS JOIN merged x
  WHERE x.same_as = her.entry)
SELECT c.entry, c.since, c.purpose, c.given, c.until, c.until_grain, c.way
FROM her CROSS JOIN consent c
WHERE c.person = her.entry AND c.counts = 1
ORDER BY c.purpose, c.since DESC, c.entry DESC LIMIT 200;

-- web_consents_over(today, most)
SELECT c.entry, c.person, c.since, c.purpose, c.given, c.until, c.until_grain
FROM consent c
JOIN person p ON p.entry = c.person AND p.sealed IS NOT NULL
WHERE c.counts = 1
  AND (c.given > 0 OR c.until < CAST($1 AS BIGINT))
  AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.hash = p.sealed)
  AND NOT EXISTS (
    SELECT 1 FROM consent n
    WHERE n.person = c.person AND n.purpose = c.purpose AND n.counts = 1
      AND (n.since > c.since OR (n.since = c.since AND n.entry > c.entry)))
ORDER BY c.since, c.entry LIMIT $2;

-- web_looks_of(person)
WITH RECURSIVE her AS (
  SELECT p.entry FROM person p WHERE p.entry = $1
  UNION
  SELECT x.person FROM her CROSS JOIN merged x
  WHERE x.same_as = her.entry)
SELECT v.entry, v.why, e.author, e.at
FROM her CROSS JOIN reveal v CROSS JOIN entry e
WHERE v.about = her.entry AND v.counts = 1 AND e.id = v.entry
ORDER BY e.at DESC, v.entry, e.hash LIMIT 200;

-- web_records_of(person)
WITH RECURSIVE her AS (
  SELECT p.entry, 0 AS n FROM person p WHERE p.entry = $1
  UNION
  SELECT x.person, 1 FROM her CROSS JOIN merged x
  WHERE x.same_as = her.entry)
SELECT entry FROM her ORDER BY n, entry LIMIT 60;

-- web_heads_of(person)
SELECT h.entry, h.head, n.name, n.name_ur, n.name_sd, p.relation
FROM person p
JOIN resident r ON r.person = p.entry
JOIN household_sealed h ON h.entry = r.household AND h.head IS NOT NULL
LEFT JOIN person_sealed n ON n.entry = p.entry
WHERE p.entry = $1 ORDER BY h.entry LIMIT 20;

-- web_photographs_of(person)
SELECT a.entry, a.title FROM attachment a
WHERE a.about = $1 AND a.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM erasure x WHERE x.about = a.entry AND x.counts = 1)
ORDER BY a.entry LIMIT 100;

-- web_home_of(person, today)
SELECT r.household FROM resident r
WHERE r.person = $1 AND (r.since IS NULL OR r.since <= $2)
ORDER BY CASE WHEN r.since IS NULL THEN 1 ELSE 0 END, r.since DESC, r.household
LIMIT 1;

-- web_scores_of(household)
SELECT s.entry, s.held, s.card, s.score FROM score s
WHERE s.household = $1 AND s.counts = 1
ORDER BY s.held DESC, s.entry LIMIT 50;

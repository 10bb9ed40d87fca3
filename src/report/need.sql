-- need_of(household, day)
SELECT h.entry, h.number, h.headed, h.landless, h.place,
       s.entry, s.card, s.score, s.held
FROM household h
LEFT JOIN score s ON s.entry = (
  SELECT x.entry FROM score x
  WHERE x.household = h.entry AND x.counts = 1 AND x.score IS NOT NULL
    AND x.held <= $2 AND NOT EXISTS (
      SELECT 1 FROM score n
      WHERE n.supersedes = x.entry AND n.counts = 1 AND n.held <= $2)
  ORDER BY x.held DESC, x.entry DESC LIMIT 1)
  AND NOT EXISTS (
    SELECT 1 FROM questionnaire q WHERE q.code = s.card AND q.counts = 1
      AND s.held + (q.valid_months * 146097 + 2400) / 4800 <= $2)
WHERE h.entry = $1 AND h.counts = 1
ORDER BY h.entry;

-- need_persons_of(household, day)
SELECT r.household, p.sex, p.born, p.cnic_state, p.disability
FROM resident r JOIN person p ON p.entry = r.person AND p.counts = 1
WHERE r.household = $1 AND (r.since IS NULL OR r.since <= $2)
  AND (r.until IS NULL OR r.until > $2) AND (p.died IS NULL OR p.died > $2)
  AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.person = p.entry)
ORDER BY p.entry;

-- need_members_of(household, day)
SELECT r.household, count(DISTINCT p.entry) AS n
FROM resident r JOIN person p ON p.entry = r.person AND p.counts = 1
JOIN member m ON m.person = p.entry AND m.counts = 1
JOIN body b ON b.entry = m.body AND b.counts = 1 AND b.nature = 0
WHERE r.household = $1 AND (r.since IS NULL OR r.since <= $2)
  AND (r.until IS NULL OR r.until > $2)
  AND (m.joined IS NULL OR m.joined <= $2)
  AND (m.ended IS NULL OR m.ended > $2)
GROUP BY r.household ORDER BY r.household;

-- need_received_of(household, day, code)
SELECT d.household, CAST(min(d.made) AS BIGINT) AS made
FROM decision d JOIN product p ON p.entry = d.product
WHERE d.household = $1 AND d.counts = 1 AND d.verdict = 0 AND d.made <= $2
  AND p.code = $3
GROUP BY d.household ORDER BY d.household;

-- needs_in(place, day, most)
SELECT h.entry, h.number, h.headed, h.landless, h.place,
       s.entry, s.card, s.score, s.held
FROM area a
JOIN household h ON h.place = a.place AND h.counts = 1
LEFT JOIN score s ON s.entry = (
  SELECT x.entry FROM score x
  WHERE x.household = h.entry AND x.counts = 1 AND x.score IS NOT NULL
    AND x.held <= $2 AND NOT EXISTS (
      SELECT 1 FROM score n
      WHERE n.supersedes = x.entry AND n.counts = 1 AND n.held <= $2)
  ORDER BY x.held DESC, x.entry DESC LIMIT 1)
  AND NOT EXISTS (
    SELECT 1 FROM questionnaire q WHERE q.code = s.card AND q.counts = 1
      AND s.held + (q.valid_months * 146097 + 2400) / 4800 <= $2)
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2 AND coalesce((
  SELECT f.state FROM fate f
  WHERE f.household = h.entry AND f.counts = 1 AND f.since <= $2
  ORDER BY f.since DESC, f.entry DESC LIMIT 1), 0) = 0
ORDER BY h.entry LIMIT $3;

-- need_persons_in(place, day)
SELECT t.household, p.sex, p.born, p.cnic_state, p.disability FROM (
  SELECT p.household, p.entry FROM area a
  JOIN household h ON h.place = a.place AND h.counts = 1
  JOIN person p ON p.household = h.entry AND p.counts = 1
  WHERE a.above = $1 AND a.since <= $2 AND a.until > $2 AND NOT EXISTS (
    SELECT 1 FROM residence n
    WHERE n.person = p.entry AND n.counts = 1 AND n.since <= $2)
  UNION
  SELECT r.household, r.person FROM area a
  JOIN household h ON h.place = a.place AND h.counts = 1
  JOIN residence r ON r.household = h.entry AND r.counts = 1 AND r.since <= $2
  WHERE a.above = $1 AND a.since <= $2 AND a.until > $2 AND NOT EXISTS (
    SELECT 1 FROM residence n
    WHERE n.person = r.person AND n.counts = 1 AND n.since <= $2
      AND (n.since > r.since OR (n.since = r.since AND n.entry > r.entry)))
) t JOIN person p ON p.entry = t.entry AND p.counts = 1
WHERE (p.died IS NULL OR p.died > $2)
  AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.person = p.entry)
ORDER BY t.household, p.entry;

-- need_members_in(place, day)
SELECT p.household, count(DISTINCT p.entry) AS n
FROM area a
JOIN household h ON h.place = a.place AND h.counts = 1
JOIN person p ON p.household = h.entry AND p.counts = 1
JOIN member m ON m.person = p.entry AND m.counts = 1
JOIN body b ON b.entry = m.body AND b.counts = 1 AND b.nature = 0
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
  AND (m.joined IS NULL OR m.joined <= $2)
  AND (m.ended IS NULL OR m.ended > $2)
GROUP BY p.household ORDER BY p.household;

-- need_received_in(place, day, code)
SELECT d.household, CAST(min(d.made) AS BIGINT) AS made
FROM product p
JOIN decision d ON d.product = p.entry AND d.counts = 1 AND d.verdict = 0
JOIN household h ON h.entry = d.household
JOIN area a ON a.place = h.place
WHERE p.code = $3 AND d.made <= $2 AND a.above = $1 AND a.since <= $2
  AND a.until > $2
GROUP BY d.household ORDER BY d.household;

-- products_on(day)
SELECT p.entry FROM product p
WHERE p.counts = 1 AND (p.since IS NULL OR p.since <= $1)
  AND (p.until IS NULL OR p.until >= $1) AND NOT EXISTS (
    SELECT 1 FROM product n
    WHERE n.code = p.code AND n.counts = 1 AND n.since <= $1
      AND (p.since IS NULL OR n.since > p.since
        OR (n.since = p.since AND n.entry > p.entry)))
ORDER BY p.code, p.entry LIMIT 200;

-- selection_rows(first, most)
WITH RECURSIVE part (entry, deep) AS (
  SELECT s.entry, 0 FROM selection s WHERE s.entry = $1 AND s.counts = 1
  UNION
  SELECT n.entry, p.deep + 1 FROM part p
  JOIN selection n ON n.follows = p.entry AND n.counts = 1
  WHERE p.deep < 100)
SELECT c.household, c.score, c.rank, coalesce(c.waiting, 0) AS waiting,
       CASE WHEN EXISTS (
         SELECT 1 FROM decision d
         JOIN selection f ON f.entry = $1
         JOIN product o ON o.entry = f.product
         JOIN product q ON q.entry = d.product AND q.code = o.code
         WHERE d.household = c.household AND d.counts = 1 AND d.verdict = 3
           AND d.made >= f.made) THEN 1 ELSE 0 END AS refused
FROM part p JOIN selection_chosen c ON c.entry = p.entry
ORDER BY c.rank, c.household LIMIT $2;

-- selection_of(household, code, day)
SELECT s.entry FROM selection s
JOIN product p ON p.entry = s.product
JOIN area a ON a.above = s.place AND a.since <= s.made AND a.until > s.made
JOIN household h ON h.place = a.place
WHERE h.entry = $1 AND p.code = $2 AND s.made <= $3 AND s.counts = 1
  AND s.follows IS NULL
ORDER BY s.made DESC, s.entry DESC LIMIT 1;

-- checked_rows(survey, place, most)
SELECT b.survey, b.score, b.entry, s.enumerator, s.card, s.answers, b.answers
FROM sample_drawn d JOIN sample m ON m.entry = d.entry AND m.counts = 1
JOIN score s ON s.entry = d.score AND s.counts = 1
JOIN survey v ON v.entry = m.survey AND v.counts = 1
JOIN backcheck b ON b.entry = (
  SELECT x.entry FROM backcheck x WHERE x.score = d.score AND x.counts = 1
  ORDER BY x.held DESC, x.entry DESC LIMIT 1)
WHERE (CAST($1 AS BYTEA) IS NULL OR m.survey = $1)
  AND (CAST($2 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = v.place AND a.above = $2))
  AND m.entry = (SELECT f.entry FROM sample f
    WHERE f.survey = m.survey AND f.counts = 1
    ORDER BY f.made, f.entry LIMIT 1)
ORDER BY b.survey, b.score LIMIT $3;

-- profile_bodies(place, day, rsp, project)
-- LSOs of a place that were formed by then.
SELECT b.entry, b.name, b.place, b.rsp, b.formed, b.sex, b.name_ur, b.name_sd
FROM area x JOIN body b ON b.place = x.place AND b.counts = 1 AND b.nature = 2
WHERE x.above = $1 AND x.since <= $2 AND x.until > $2 AND b.formed <= $2
  AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR b.project = $4)
  AND coalesce((
    SELECT s.state FROM standing s
    WHERE s.body = b.entry AND s.counts = 1 AND s.since <= $2
    ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
ORDER BY b.name, b.entry LIMIT 200;

-- profile_below(body, nature, day)
-- Bodies of a nature that stand in it that day, straight or through a VO; and
-- how many of them are women's.
SELECT count(*), CAST(sum(CASE b.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT)
FROM body b
WHERE b.counts = 1 AND b.nature = $2 AND coalesce((
    SELECT s.state FROM standing s
    WHERE s.body = b.entry AND s.counts = 1 AND s.since <= $3
    ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
  AND b.entry IN (
    SELECT f.body FROM federated f
    WHERE f.parent = $1 AND f.since <= $3 AND f.until > $3
    UNION
    SELECT l.body FROM federated f JOIN federated l ON l.parent = f.body
    WHERE f.parent = $1 AND f.since <= $3 AND f.until > $3
      AND l.since <= $3 AND l.until > $3);

-- profile_general(body, day)
SELECT count(*), CAST(sum(CASE x.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT)
FROM (SELECT DISTINCT s.person, p.sex FROM seated s
      JOIN person p ON p.entry = s.person
      WHERE s.body = $1 AND s.since <= $2 AND s.until > $2) x;

-- profile_executive(body, day)
SELECT count(*), CAST(sum(CASE x.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT)
FROM (SELECT DISTINCT h.person, p.sex FROM holder h
      JOIN person p ON p.entry = h.person
      WHERE h.body = $1 AND h.since <= $2 AND h.until > $2) x;

-- profile_services(body, day)
-- What its last cut-off sheet until then says of each service.
SELECT s.code, s.number, s.amount, s.households, s.women, s.men, o.held, o.entry
FROM opening o JOIN opening_service s ON s.entry = o.entry
WHERE o.body = $1 AND o.counts = 1 AND o.held <= $2 AND NOT EXISTS (
  SELECT 1 FROM opening n
  WHERE n.body = o.body AND n.counts = 1 AND n.held <= $2
    AND (n.held > o.held OR (n.held = o.held AND n.entry > o.entry)))
ORDER BY s.n;

-- profile_awards(place, rsp, since, day)
-- Grants handed over in a place by an RSP after one day and until another.
SELECT count(*), CAST(sum(z.given) AS BIGINT), count(DISTINCT z.household),
       CAST(sum(CASE z.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE z.sex WHEN 1 THEN 1 ELSE 0 END) AS BIGINT)
FROM (
  SELECT a.entry, a.household, n.sex, sum(d.amount) AS given
  FROM area x JOIN household h ON h.place = x.place
  JOIN award a ON a.household = h.entry AND a.counts = 1 AND a.rsp = $2
  JOIN delivery d ON d.award = a.entry AND d.counts = 1
    AND d.held > $3 AND d.held <= $4
  LEFT JOIN person n ON n.entry = a.person
  WHERE x.above = $1 AND x.since <= $4 AND x.until > $4 AND NOT EXISTS (
    SELECT 1 FROM taken_back r WHERE r.entry = d.entry)
  GROUP BY a.entry, a.household, n.sex) z;

-- profile_insured(place, rsp, since, day)
-- Persons insured, once for each policy, and the premium of their cards.
SELECT count(*), (
         SELECT CAST(sum(coalesce(i.subsidy, 0) + coalesce(i.collected, 0))
           AS BIGINT)
         FROM area x JOIN household h ON h.place = x.place
         JOIN insured i ON i.household = h.entry AND i.counts = 1
           AND i.rsp = $2 AND i.held > $3 AND i.held <= $4
         WHERE x.above = $1 AND x.since <= $4 AND x.until > $4 AND NOT EXISTS (
           SELECT 1 FROM taken_back r WHERE r.entry = i.entry)),
       count(DISTINCT z.household),
       CAST(sum(CASE z.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE z.sex WHEN 1 THEN 1 ELSE 0 END) AS BIGINT)
FROM (
  SELECT DISTINCT i.policy, i.household, m.person, n.sex
  FROM area x JOIN household h ON h.place = x.place
  JOIN insured i ON i.household = h.entry AND i.counts = 1 AND i.rsp = $2
    AND i.held > $3 AND i.held <= $4
  JOIN insured_members m ON m.entry = i.entry
  LEFT JOIN person n ON n.entry = m.person
  WHERE x.above = $1 AND x.since <= $4 AND x.until > $4 AND NOT EXISTS (
    SELECT 1 FROM taken_back r WHERE r.entry = i.entry)) z;

-- profile_trainees(place, rsp, since, day)
-- Who completed a trade, and what stipends and tools came to.
SELECT count(*), CAST(sum(z.paid) AS BIGINT), count(DISTINCT z.household),
       CAST(sum(CASE z.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE z.sex WHEN 1 THEN 1 ELSE 0 END) AS BIGINT)
FROM (
  SELECT t.entry, t.household, n.sex, (
    SELECT sum(s.amount) FROM stipend s
    WHERE s.trainee = t.entry AND s.counts = 1 AND s.held <= $4
      AND NOT EXISTS (
        SELECT 1 FROM taken_back r WHERE r.entry = s.entry)) AS paid
  FROM area x JOIN household h ON h.place = x.place
  JOIN trainee t ON t.household = h.entry AND t.counts = 1 AND t.rsp = $2
    AND t.result = 0 AND t.finished > $3 AND t.finished <= $4
  LEFT JOIN person n ON n.entry = t.person
  WHERE x.above = $1 AND x.since <= $4 AND x.until > $4) z;

-- profile_lent(place, rsp, since, day)
-- Loans out of community funds paid out in a place after one day and until
-- another, from bodies of an RSP.
SELECT count(*), CAST(sum(z.lent) AS BIGINT), count(DISTINCT z.household),
       CAST(sum(CASE z.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE z.sex WHEN 1 THEN 1 ELSE 0 END) AS BIGINT)
FROM (
  SELECT l.entry, n.household, n.sex, sum(d.amount) AS lent
  FROM area x JOIN household h ON h.place = x.place
  JOIN person n ON n.household = h.entry
  JOIN loan l ON l.person = n.entry AND l.counts = 1 AND l.fund IS NOT NULL
  JOIN body b ON b.entry = l.lender AND b.rsp = $2
  JOIN disbursement d ON d.loan = l.entry AND d.counts = 1
    AND d.held > $3 AND d.held <= $4
  WHERE x.above = $1 AND x.since <= $4 AND x.until > $4 AND NOT EXISTS (
    SELECT 1 FROM taken_back r WHERE r.entry = d.entry)
  GROUP BY l.entry, n.household, n.sex) z;

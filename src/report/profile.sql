-- profile_bodies(place, day, rsp, project)
-- LSOs of a place that were formed by then.
SELECT b.entry, b.name, b.place, b.rsp, b.formed, b.sex
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

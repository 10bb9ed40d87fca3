-- schemes_by_type(place, day, rsp, project)
-- Of each type, as of a day: how many schemes stood where, households, money of
-- both sides, labour, upkeep. What was taken back was never paid.
WITH mine AS MATERIALIZED (
  SELECT s.entry, s.type, s.households, k.initiated, k.completed, k.handed,
         k.stage
  FROM area x JOIN scheme s ON s.place = x.place AND s.counts = 1
  JOIN scheme_kept k ON k.thing = s.entry
  WHERE x.above = $1 AND x.since <= $2 AND x.until > $2 AND s.held <= $2
    AND (CAST($3 AS BYTEA) IS NULL OR s.rsp = $3)
    AND (CAST($4 AS BYTEA) IS NULL OR s.project = $4)),
money AS (
  SELECT t.scheme, CAST(sum(t.paid - t.returned) AS BIGINT) AS paid,
         CAST(sum(t.brought) AS BIGINT) AS brought
  FROM scheme_money t WHERE t.held <= $2 GROUP BY t.scheme),
worked AS (
  SELECT t.scheme, CAST(sum(t.days) AS BIGINT) AS days,
         CAST(sum(t.amount) AS BIGINT) AS amount,
         CAST(sum(CASE WHEN t.poor = 1 THEN t.days ELSE 0 END) AS BIGINT)
           AS poor_days,
         CAST(sum(CASE WHEN t.poor = 1 THEN t.amount ELSE 0 END) AS BIGINT)
           AS poor_amount
  FROM wage t LEFT JOIN taken_back b ON b.entry = t.entry
  WHERE t.counts = 1 AND t.held <= $2 AND b.entry IS NULL GROUP BY t.scheme),
kept_up AS (
  SELECT t.scheme, CAST(sum(t.amount) AS BIGINT) AS amount,
         CAST(sum(coalesce(t.spent, 0)) AS BIGINT) AS spent
  FROM om_collection t LEFT JOIN taken_back b ON b.entry = t.entry
  WHERE t.counts = 1 AND t.held <= $2 AND b.entry IS NULL GROUP BY t.scheme),
looked AS (
  SELECT c.scheme, c.works FROM scheme_check c
  WHERE c.counts = 1 AND c.held <= $2 AND NOT EXISTS (
    SELECT 1 FROM scheme_check l
    WHERE l.scheme = c.scheme AND l.counts = 1 AND l.held <= $2
      AND (l.held > c.held OR (l.held = c.held AND l.entry > c.entry))))
SELECT m.type, count(*) AS identified,
       CAST(sum(CASE WHEN m.initiated <= $2 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN m.completed <= $2 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN m.handed <= $2 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN l.works = 0 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN l.works > 0 THEN 1 ELSE 0 END) AS BIGINT),
       CAST(sum(CASE WHEN m.completed <= $2 THEN coalesce(m.households, 0)
         ELSE 0 END) AS BIGINT),
       CAST(sum(coalesce(p.paid, 0)) AS BIGINT),
       CAST(sum(coalesce(p.brought, 0)) AS BIGINT),
       CAST(sum(CASE WHEN m.completed <= $2
         THEN coalesce(p.paid, 0) + coalesce(p.brought, 0) ELSE 0 END)
         AS BIGINT),
       CAST(sum(coalesce(w.days, 0)) AS BIGINT),
       CAST(sum(coalesce(w.poor_days, 0)) AS BIGINT),
       CAST(sum(coalesce(w.amount, 0)) AS BIGINT),
       CAST(sum(coalesce(w.poor_amount, 0)) AS BIGINT),
       CAST(sum(coalesce(u.amount, 0)) AS BIGINT),
       CAST(sum(coalesce(u.spent, 0)) AS BIGINT)
FROM mine m
LEFT JOIN money p ON p.scheme = m.entry
LEFT JOIN worked w ON w.scheme = m.entry
LEFT JOIN kept_up u ON u.scheme = m.entry
LEFT JOIN looked l ON l.scheme = m.entry
GROUP BY m.type ORDER BY m.type;

-- schemes_fees(place, day, rsp, project)
-- From when on households bring how much a month, scheme by scheme.
SELECT s.type, h.held, coalesce(h.fee, 0) * coalesce(h.households, 0) AS fee
FROM area x JOIN scheme s ON s.place = x.place AND s.counts = 1
JOIN scheme_handover h ON h.scheme = s.entry AND h.counts = 1 AND h.held <= $2
WHERE x.above = $1 AND x.since <= $2 AND x.until > $2 AND s.held <= $2
  AND (CAST($3 AS BYTEA) IS NULL OR s.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR s.project = $4)
  AND NOT EXISTS (
    SELECT 1 FROM scheme_handover l
    WHERE l.scheme = h.scheme AND l.counts = 1 AND l.held <= $2
      AND (l.held > h.held OR (l.held = h.held AND l.entry > h.entry)))
ORDER BY s.type, h.entry;

-- schemes_titles()
SELECT code, title, title_ur, title_sd, oc4ids FROM scheme_type
WHERE counts = 1 ORDER BY code, entry;

-- schemes_listed(place, day, rsp, project)
-- Each as it stands now; `turned`: the last day of which anything is said of it.
SELECT s.entry, s.number, s.title, s.type, s.place, s.body, b.name, k.stage,
       k.programme, k.community, k.paid, k.progress, s.households, s.lat,
       s.lon, k.road, k.turned, b.name_ur, b.name_sd
FROM area x JOIN scheme s ON s.place = x.place AND s.counts = 1
JOIN scheme_kept k ON k.thing = s.entry
LEFT JOIN body b ON b.entry = s.body
WHERE x.above = $1 AND x.since <= $2 AND x.until > $2 AND s.held <= $2
  AND (CAST($3 AS BYTEA) IS NULL OR s.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR s.project = $4)
ORDER BY s.type, s.held, s.entry LIMIT 5000;

-- leaders_posts(place, level, day, rsp)
-- Bodies that stand on a day, by the place of that level in which they lie; of
-- none where they lie above that level.
SELECT u.above AS spot, b.nature, count(*) AS bodies
FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
  AND b.formed <= $3
LEFT JOIN area u ON u.place = b.place AND u.level = $2 AND u.since <= $3
  AND u.until > $3
WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
  AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
  AND coalesce((SELECT s.state FROM standing s
      WHERE s.body = b.entry AND s.counts = 1 AND s.since <= $3
      ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
GROUP BY u.above, b.nature
ORDER BY u.above NULLS FIRST, b.nature;

-- leaders_held(place, level, day, rsp)
-- Who holds an office there: by office, sex and how it stands (0 held, 1 within
-- the by-law's lead_days of its end, 2 run out).
SELECT w.spot, w.nature, w.office, w.sex, w.state, count(*) AS n
FROM (
  SELECT u.above AS spot, b.nature, h.office, p.sex,
         CASE WHEN h.due <= $3 THEN 2 WHEN h.due >= $3 + 1001 THEN 0
           WHEN h.due - coalesce((
             SELECT c.number FROM clause_said c
             WHERE c.body = h.body AND c.parameter = 30 AND c.since <= $3
             ORDER BY c.own DESC, c.since DESC, c.version DESC, c.bylaw DESC
             LIMIT 1), 0) <= $3 THEN 1 ELSE 0 END AS state
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    AND b.formed <= $3
  LEFT JOIN area u ON u.place = b.place AND u.level = $2 AND u.since <= $3
    AND u.until > $3
  JOIN holder h ON h.body = b.entry AND h.since <= $3 AND h.ends > $3
    AND (h.due > $3 OR h.lapses > $3)
  JOIN person p ON p.entry = h.person
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)) w
GROUP BY w.spot, w.nature, w.office, w.sex, w.state
ORDER BY w.spot NULLS FIRST, w.nature, w.office, w.sex, w.state;

-- leaders_vacant(place, level, day, rsp)
-- Posts of office bearers without a holder on a day.
SELECT u.above AS spot, b.nature, o.code AS office, count(*) AS n
FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
  AND b.formed <= $3
LEFT JOIN area u ON u.place = b.place AND u.level = $2 AND u.since <= $3
  AND u.until > $3
JOIN office o ON o.counts = 1 AND o.bearer = 1
  AND '|' || o.natures || '|' LIKE CASE b.nature
    WHEN 0 THEN '%|co|%' WHEN 1 THEN '%|vo|%' WHEN 2 THEN '%|lso|%'
    WHEN 3 THEN '%|group|%' ELSE '%|network|%' END
WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
  AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
  AND coalesce((SELECT s.state FROM standing s
      WHERE s.body = b.entry AND s.counts = 1 AND s.since <= $3
      ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
  AND NOT EXISTS (
    SELECT 1 FROM holder h
    WHERE h.body = b.entry AND h.office = o.code AND h.since <= $3
      AND h.ends > $3 AND (h.due > $3 OR h.lapses > $3))
GROUP BY u.above, b.nature, o.code
ORDER BY u.above NULLS FIRST, b.nature, o.code;

-- leaders_offices()
SELECT code, title, title_ur, title_sd FROM office WHERE counts = 1
ORDER BY coalesce(rank, 1000), code, entry LIMIT 60;

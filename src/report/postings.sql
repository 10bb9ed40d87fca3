-- postings_sum(indicator, first, last, above, rsp, project, day, beyond, also)
SELECT count(*), coalesce(CAST(sum(p.amount) AS BIGINT), 0)
FROM area a JOIN posting p ON p.place = a.place
WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
  AND p.indicator IN ($1, $9) AND p.month >= $2 AND p.month <= $3
  AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL)
  AND (NOT EXISTS (SELECT 1 FROM area b
    WHERE b.place = p.place AND b.level = $8 AND b.since <= $7
      AND b.until > $7) OR $8 IS NULL);

-- postings_page(indicator, first, last, above, rsp, project, day, beyond,
-- also, most, skipped)
-- Names are looked up of those that are shown.
SELECT q.entry, q.month, q.place, q.rsp, q.amount, l.name, l.name_ur,
       l.name_sd, r.code, coalesce(c.state, 1)
FROM (
  SELECT p.month, p.entry, p.thing, p.place, p.rsp, p.project, p.amount
  FROM area a JOIN posting p ON p.place = a.place
  WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
    AND p.indicator IN ($1, $9) AND p.month >= $2 AND p.month <= $3
    AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL)
    AND (NOT EXISTS (SELECT 1 FROM area b
      WHERE b.place = p.place AND b.level = $8 AND b.since <= $7
        AND b.until > $7) OR $8 IS NULL)
  ORDER BY p.month, p.entry, p.thing, p.place, p.rsp, p.project
  LIMIT $10 OFFSET $11) q
LEFT JOIN place l ON l.entry = q.place
LEFT JOIN rsp r ON r.entry = q.rsp
LEFT JOIN checking c ON c.entry = q.entry
ORDER BY q.month, q.entry, q.thing, q.place, q.rsp, q.project;

-- postings_checked_sum(indicator, first, last, above, rsp, project, day,
-- beyond, also)
SELECT count(*), coalesce(CAST(sum(q.amount) AS BIGINT), 0) FROM (
  SELECT CAST(sum(CASE WHEN p.indicator IN ($1, $9) THEN p.amount
                  ELSE -p.amount END) AS BIGINT) AS amount
  FROM area a JOIN posting p ON p.place = a.place
  WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
    AND p.indicator IN ($1, $9, 'open.' || $1, 'open.' || $9)
    AND p.month >= $2 AND p.month <= $3
    AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL)
    AND (NOT EXISTS (SELECT 1 FROM area b
      WHERE b.place = p.place AND b.level = $8 AND b.since <= $7
        AND b.until > $7) OR $8 IS NULL)
  GROUP BY p.month, p.entry, p.thing, p.place, p.rsp, p.project) q
WHERE q.amount <> 0;

-- postings_checked_page(indicator, first, last, above, rsp, project, day,
-- beyond, also, most, skipped)
SELECT q.entry, q.month, q.place, q.rsp, q.amount, l.name, l.name_ur,
       l.name_sd, r.code, CAST(1 AS BIGINT)
FROM (
  SELECT p.month, p.entry, p.thing, p.place, p.rsp, p.project,
         CAST(sum(CASE WHEN p.indicator IN ($1, $9) THEN p.amount
              ELSE -p.amount END) AS BIGINT) AS amount
  FROM area a JOIN posting p ON p.place = a.place
  WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
    AND p.indicator IN ($1, $9, 'open.' || $1, 'open.' || $9)
    AND p.month >= $2 AND p.month <= $3
    AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL)
    AND (NOT EXISTS (SELECT 1 FROM area b
      WHERE b.place = p.place AND b.level = $8 AND b.since <= $7
        AND b.until > $7) OR $8 IS NULL)
  GROUP BY p.month, p.entry, p.thing, p.place, p.rsp, p.project) q
LEFT JOIN place l ON l.entry = q.place
LEFT JOIN rsp r ON r.entry = q.rsp
WHERE q.amount <> 0
ORDER BY q.month, q.entry, q.thing, q.place, q.rsp, q.project
LIMIT $10 OFFSET $11;

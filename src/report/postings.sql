-- postings_sum(indicator, first, last, above, rsp, project, day, beyond)
SELECT count(*), coalesce(CAST(sum(p.amount) AS BIGINT), 0)
FROM area a JOIN posting p ON p.place = a.place
WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
  AND p.indicator = $1 AND p.month >= $2 AND p.month <= $3
  AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL)
  AND (NOT EXISTS (SELECT 1 FROM area b
    WHERE b.place = p.place AND b.level = $8 AND b.since <= $7
      AND b.until > $7) OR $8 IS NULL);

-- postings_page(indicator, first, last, above, rsp, project, day, beyond,
-- most, skipped)
SELECT p.entry, p.month, p.place, p.rsp, p.amount, l.name, l.name_ur,
       l.name_sd, r.code
FROM area a JOIN posting p ON p.place = a.place
LEFT JOIN place l ON l.entry = p.place
LEFT JOIN rsp r ON r.entry = p.rsp
WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
  AND p.indicator = $1 AND p.month >= $2 AND p.month <= $3
  AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL)
  AND (NOT EXISTS (SELECT 1 FROM area b
    WHERE b.place = p.place AND b.level = $8 AND b.since <= $7
      AND b.until > $7) OR $8 IS NULL)
ORDER BY p.month, p.entry, p.thing, p.place, p.rsp, p.project
LIMIT $9 OFFSET $10;

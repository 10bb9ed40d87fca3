-- spread_banding(code, day)
SELECT entry, code, card, programme FROM banding
WHERE counts = 1
  AND (code = CAST($1 AS TEXT) OR (CAST($1 AS TEXT) = '' AND counted = 1
    AND coalesce(since, $2) <= $2 AND coalesce(until, $2) >= $2))
ORDER BY since DESC NULLS LAST, code DESC, entry DESC LIMIT 1;

-- spread_cards()
SELECT code FROM questionnaire WHERE counts = 1 AND purpose = 0
ORDER BY since DESC NULLS LAST, code DESC, entry DESC LIMIT 50;

-- spread_bands(entry)
SELECT code, least, title, title_ur, title_sd FROM banding_bands
WHERE entry = $1 ORDER BY least, n;

-- spread_line(card, line)
SELECT entry, line, alpha, source FROM likelihood
WHERE counts = 1 AND card = CAST($1 AS TEXT)
  AND (line = CAST($2 AS TEXT) OR CAST($2 AS TEXT) = '')
ORDER BY line, entry LIMIT 1;

-- spread_shares(entry)
SELECT least, rate FROM likelihood_shares WHERE entry = $1 ORDER BY least, n;

-- spread_targets(entry)
SELECT upto, inclusion, undercoverage, leakage, exclusion
FROM likelihood_targets WHERE entry = $1 ORDER BY upto, n;

-- spread_behind(indicator, month, above, rsp, project, day)
-- Households that a point's figure is the sum of.
SELECT p.thing FROM area a JOIN posting p ON p.place = a.place
WHERE a.above = $3 AND a.since <= $6 AND a.until > $6
  AND p.indicator = CAST($1 AS TEXT) AND p.month <= $2
  AND (CAST($4 AS BYTEA) IS NULL OR p.rsp = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR p.project = $5)
GROUP BY p.thing HAVING sum(p.amount) > 0
ORDER BY p.thing;

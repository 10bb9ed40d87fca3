-- rounds_scores(card, place, day)
-- Scores of households of a place until a day, each household's in turn.
SELECT s.household, s.entry, s.held, s.score, s.answers
FROM area a
JOIN household h ON h.place = a.place AND h.counts = 1
JOIN score s ON s.household = h.entry AND s.counts = 1
WHERE a.above = $2 AND a.since <= $3 AND a.until > $3
  AND s.card = CAST($1 AS TEXT) AND s.held <= $3 AND s.score IS NOT NULL
ORDER BY s.household, s.held, s.entry;

-- rounds_supported(after, day)
-- Households that were found eligible for something in that time.
SELECT DISTINCT household FROM decision
WHERE counts = 1 AND verdict = 0 AND made > $1 AND made <= $2
ORDER BY household;

-- rounds_young(day)
-- Households that a person of another one began: after a wedding or a split.
SELECT r.household, p.household AS old
FROM residence r JOIN person p ON p.entry = r.person AND p.counts = 1
WHERE r.counts = 1 AND r.why IN (0, 1) AND r.since <= $1
  AND r.household <> p.household
ORDER BY r.household, r.since, r.entry;

-- answers_given(card, place, level, first, last, rsp, day)
-- What stands of each thing in each round (a score's round is its survey), by
-- round and the place of that level that it lies in; NULL: of none.
SELECT x.round, u.above AS home, x.entry, x.about, x.held, x.answers, x.result
FROM (
  SELECT coalesce(r.round, '') AS round, r.entry,
         coalesce(r.household, r.person, r.body, r.place) AS about, r.held,
         r.answers, r.result, b.rsp, coalesce(r.place, b.place, h.place, (
           SELECT w.place FROM resident v
           JOIN household w ON w.entry = v.household
           WHERE v.person = r.person
             AND (v.since IS NULL OR v.since <= r.held)
             AND (v.until IS NULL OR v.until > r.held)
           ORDER BY v.since DESC, w.entry LIMIT 1)) AS place
  FROM response r
  LEFT JOIN body b ON b.entry = r.body
  LEFT JOIN household h ON h.entry = r.household
  WHERE r.questionnaire = $1 AND r.counts = 1 AND r.held >= $4 AND r.held <= $5
    AND NOT EXISTS (
      SELECT 1 FROM response n
      WHERE n.thing = r.thing AND n.counts = 1
        AND (n.held > r.held OR (n.held = r.held AND n.entry > r.entry)))
  UNION ALL
  SELECT coalesce(y.code, ''), s.entry, s.household, s.held, s.answers,
         s.score, y.rsp, h.place
  FROM score s
  LEFT JOIN survey y ON y.entry = s.survey
  LEFT JOIN household h ON h.entry = s.household
  WHERE s.card = $1 AND s.counts = 1 AND s.held >= $4 AND s.held <= $5
    AND NOT EXISTS (
      SELECT 1 FROM score n WHERE n.supersedes = s.entry AND n.counts = 1)) x
LEFT JOIN area u ON u.place = x.place AND u.level = $3
  AND u.since <= $7 AND u.until > $7
WHERE (x.rsp = $6 OR $6 IS NULL) AND (EXISTS (
    SELECT 1 FROM area a
    WHERE a.place = x.place AND a.above = $2
      AND a.since <= $7 AND a.until > $7) OR $2 IS NULL)
ORDER BY x.round, u.above NULLS FIRST, x.entry;

-- answers_cards()
SELECT q.code, q.title, q.title_ur, q.title_sd, (
         SELECT count(*) FROM response r
         WHERE r.questionnaire = q.code AND r.counts = 1) + (
         SELECT count(*) FROM score s
         WHERE s.card = q.code AND s.counts = 1) AS answered
FROM questionnaire q WHERE q.counts = 1
ORDER BY q.code LIMIT 500;

-- answers_card(card)
SELECT entry FROM questionnaire WHERE code = $1 AND counts = 1
ORDER BY entry LIMIT 1;

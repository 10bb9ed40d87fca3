-- web_questionnaires(day)
-- Those that are valid on the day first. What was answered counts, however it
-- was kept.
SELECT q.code, q.title, q.title_ur, q.title_sd, q.purpose, q.about, q.since,
       q.until, (
         SELECT count(*) FROM response r
         WHERE r.questionnaire = q.code AND r.counts = 1) + (
         SELECT count(*) FROM score s
         WHERE s.card = q.code AND s.counts = 1) AS answered,
       CASE WHEN coalesce(q.until, $1) < $1 THEN 1 ELSE 0 END AS ended
FROM questionnaire q
WHERE q.counts = 1
ORDER BY ended, q.purpose, q.title, q.code LIMIT 500;

-- web_questionnaire_spread(code)
-- What was answered, by tens of points; first what has no result.
SELECT d.tens, count(*) AS n FROM (
  SELECT r.result / 1000 AS tens FROM response r
  WHERE r.questionnaire = $1 AND r.counts = 1
  UNION ALL
  SELECT s.score / 1000 FROM score s
  WHERE s.card = $1 AND s.counts = 1) d
GROUP BY d.tens ORDER BY d.tens NULLS FIRST;

-- web_questionnaire_codes(stem, stem_beyond)
-- Versions: codes that begin alike. The caller looks at what follows.
SELECT q.code, q.since, q.until FROM questionnaire q
WHERE q.counts = 1 AND q.code >= $1 AND q.code < $2
ORDER BY q.since DESC, q.code LIMIT 200;

-- web_questionnaire_indicator(code)
SELECT 1 FROM indicator WHERE code = $1 AND counts = 1;

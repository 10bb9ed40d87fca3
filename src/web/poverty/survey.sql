-- web_survey_asked(survey)
-- Everything that was scored, more than once of some households; what each says
-- counts for the last of a household, unless another survey's score replaced it.
SELECT s.household, s.held, s.entry, s.score, s.band, CASE WHEN EXISTS (
  SELECT 1 FROM score n WHERE n.supersedes = s.entry AND n.counts = 1)
  THEN 0 ELSE 1 END AS stands
FROM score_band s
WHERE s.survey = $1 AND s.counts = 1 AND s.household IS NOT NULL;

-- web_survey_living(survey, day)
-- Households that live there.
SELECT h.entry FROM survey v
JOIN area a ON a.above = v.place AND a.since <= $2 AND a.until > $2
JOIN household h ON h.place = a.place AND h.counts = 1
WHERE v.entry = $1 AND coalesce((
  SELECT f.state FROM fate f
  WHERE f.household = h.entry AND f.counts = 1 AND f.since <= $2
  ORDER BY f.since DESC, f.entry DESC LIMIT 1), 0) = 0;

-- web_survey_objected(survey)
SELECT CAST(coalesce(sum(CASE WHEN o.settled = 0 THEN 1 END), 0) AS BIGINT)
         AS open, CAST(coalesce(sum(
         CASE WHEN o.settled = 1 AND o.says = 1 THEN 1 END), 0) AS BIGINT)
         AS settled,
       CAST(coalesce(sum(CASE WHEN o.says = 0 THEN 1 END), 0) AS BIGINT)
         AS confirmed
FROM objected o WHERE o.survey = $1;

-- web_band_titles()
SELECT b.code, b.title, b.title_ur, b.title_sd, b.least
FROM banding g JOIN banding_bands b ON b.entry = g.entry
WHERE g.counts = 1 AND g.counted = 1 ORDER BY b.least, b.code, g.entry;

-- web_survey_stages(survey)
SELECT entry, state, since, authority, note FROM stage
WHERE survey = $1 AND counts = 1 ORDER BY since, state, entry LIMIT 100;

-- web_survey_scores(survey, least_place, skip, most)
SELECT y.entry, y.household, h.number, h.place, y.score, y.held, y.enumerator,
       o.says, o.settled
FROM surveyed y JOIN household h ON h.entry = y.household
LEFT JOIN objected o ON o.household = y.household
  AND coalesce(o.survey, o.survey) = y.survey
WHERE y.survey = $1 AND (CAST($2 AS BYTEA) IS NULL OR h.place = $2)
ORDER BY y.score, length(h.number), h.number, y.household LIMIT $4 OFFSET $3;

-- web_survey_drawable(survey)
SELECT y.entry, y.enumerator FROM surveyed y
WHERE y.survey = $1 AND y.answers IS NOT NULL ORDER BY y.entry;

-- web_survey_sample(survey)
SELECT m.entry, m.made, m.share, m.scores, m.seed FROM sample m
WHERE m.survey = $1 AND m.counts = 1 ORDER BY m.made, m.entry LIMIT 1;

-- web_survey_drawn(sample, skip, most)
SELECT d.score, s.household, h.number, h.place, s.enumerator, (
         SELECT b.entry FROM backcheck b WHERE b.score = d.score
           AND b.counts = 1 ORDER BY b.held DESC, b.entry DESC LIMIT 1) AS done
FROM sample_drawn d JOIN score s ON s.entry = d.score
JOIN household h ON h.entry = s.household
WHERE d.entry = $1 ORDER BY h.place, length(h.number), h.number, d.score LIMIT $3 OFFSET $2;

-- web_survey_drawn_counts(sample)
SELECT count(*) AS drawn, CAST(coalesce(sum(CASE WHEN EXISTS (
  SELECT 1 FROM backcheck b WHERE b.score = d.score AND b.counts = 1)
  THEN 1 ELSE 0 END), 0) AS BIGINT) AS done
FROM sample_drawn d WHERE d.entry = $1;

-- web_survey_places(survey, most)
SELECT h.place, count(*) AS n FROM surveyed y
JOIN household h ON h.entry = y.household
WHERE y.survey = $1 GROUP BY h.place ORDER BY n DESC, h.place LIMIT $2;

-- web_survey_list(survey, place, skip, most)
SELECT y.household, h.number, o.says, o.why, o.settled, o.held, h.place
FROM surveyed y JOIN household h ON h.entry = y.household AND h.counts = 1
LEFT JOIN objected o ON o.household = y.household
  AND coalesce(o.survey, o.survey) = y.survey
WHERE y.survey = $1 AND (CAST($2 AS BYTEA) IS NULL OR h.place = $2)
ORDER BY h.place, length(h.number), h.number, y.household LIMIT $4 OFFSET $3;

-- web_survey_list_count(survey, place)
SELECT count(*) FROM surveyed y
JOIN household h ON h.entry = y.household AND h.counts = 1
WHERE y.survey = $1 AND (CAST($2 AS BYTEA) IS NULL OR h.place = $2);

-- web_backcheck_of(score)
SELECT s.household, s.survey, s.card, s.held, s.enumerator, h.number, h.place, (
         SELECT m.entry FROM sample_drawn d JOIN sample m ON m.entry = d.entry
         WHERE d.score = s.entry AND m.counts = 1
         ORDER BY m.made, m.entry LIMIT 1) AS sample, (
         SELECT b.entry FROM backcheck b WHERE b.score = s.entry
           AND b.counts = 1 ORDER BY b.held DESC, b.entry DESC LIMIT 1) AS done,
       s.answers
FROM score s JOIN household h ON h.entry = s.household
WHERE s.entry = $1 AND s.counts = 1;

-- web_decisions_of(household)
SELECT d.entry, d.product, d.made, d.verdict, d.amount, d.why FROM decision d
WHERE d.household = $1 AND d.counts = 1
ORDER BY d.made DESC, d.entry LIMIT 100;

-- web_selections_of(survey_place, most)
SELECT s.entry, s.product, s.place, s.made, s.places, s.ranked
FROM selection s JOIN area a ON a.place = s.place AND a.above = $1
WHERE s.counts = 1 AND s.follows IS NULL AND a.until > s.made
  AND a.since <= s.made
ORDER BY s.made DESC, s.entry LIMIT $2;

-- web_numbers_of(first)
WITH RECURSIVE part (entry, deep) AS (
  SELECT s.entry, 0 FROM selection s WHERE s.entry = $1
  UNION
  SELECT n.entry, p.deep + 1 FROM part p
  JOIN selection n ON n.follows = p.entry AND n.counts = 1
  WHERE p.deep < 100)
SELECT c.rank, c.household, h.number, h.place, s.score, s.held
FROM part p JOIN selection_chosen c ON c.entry = p.entry
JOIN household h ON h.entry = c.household
LEFT JOIN score s ON s.entry = c.score
ORDER BY c.rank, c.household;

-- web_lies_in(place, above, day)
SELECT 1 FROM area WHERE place = $1 AND above = $2 AND since <= $3
  AND until > $3 LIMIT 1;

-- web_living_in(household, day)
SELECT p.entry, p.sex FROM resident r
JOIN person p ON p.entry = r.person AND p.counts = 1
WHERE r.household = $1 AND (r.since IS NULL OR r.since <= $2)
  AND (r.until IS NULL OR r.until > $2) AND (p.died IS NULL OR p.died > $2)
  AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.person = p.entry)
ORDER BY p.code NULLS LAST, p.entry LIMIT 200;

-- score_scope(household)
SELECT place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA) FROM household
WHERE entry = $1;

-- score_view(card, supersedes, survey, today)
SELECT CAST($4 AS BIGINT) AS today, CAST($1 AS TEXT) AS card, (
         SELECT o.household FROM score o WHERE o.entry = $2) AS earlier,
       v.card AS planned, v.since AS opens, v.until AS closes
FROM (SELECT 1 AS one) o LEFT JOIN survey v ON v.entry = $3;

-- score_facts(thing, since)
SELECT s.entry, s.survey, CASE WHEN s.counts = 1 AND NOT EXISTS (
         SELECT 1 FROM score n WHERE n.supersedes = s.entry AND n.counts = 1
       ) THEN 1 ELSE 0 END AS stands, (
         SELECT g.state FROM stage g
         WHERE g.survey = s.survey AND g.counts = 1 AND g.since <= s.held
         ORDER BY g.since DESC, g.state DESC, g.entry DESC LIMIT 1) AS stage, (
         SELECT f.state FROM fate f
         WHERE f.household = s.household AND f.counts = 1 AND f.since <= s.held
         ORDER BY f.since DESC, f.entry DESC LIMIT 1) AS fate
FROM score s
WHERE s.thing = $1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY s.held, s.entry;

-- score_touch(entry)
SELECT s.household AS thing, CAST(NULL AS BIGINT) AS since,
       'household' AS kind
FROM score s WHERE s.entry = $1 AND s.household IS NOT NULL
UNION ALL
SELECT o.household, CAST(NULL AS BIGINT), 'household'
FROM score s JOIN score o ON o.entry = s.supersedes
WHERE s.entry = $1 AND o.household IS NOT NULL
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'decision'
FROM score s JOIN decision d ON d.household = s.household
WHERE s.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM score s JOIN score o ON o.household = s.household
JOIN approval a ON a.score = o.entry WHERE s.entry = $1
UNION ALL
SELECT n.entry, CAST(NULL AS BIGINT), 'need'
FROM score s JOIN need n ON n.household = s.household WHERE s.entry = $1
UNION ALL
SELECT n.entry, CAST(NULL AS BIGINT), 'need'
FROM score s JOIN score o ON o.entry = s.supersedes
JOIN need n ON n.household = o.household WHERE s.entry = $1;

-- script score_views
-- score_band: of each score the band in the last banding that is counted on its
-- day, whose bands rise from nought in the order of their rows (banding.c).
-- Nothing in it has to be sorted: a survey asks it of thousands.
-- standing_score: each score that counts and that no other supersedes.
-- scored: what they say along a household's time. `since` is the day the score
-- was held; `until_day` the first day on which it no longer stands, because
-- another was held on that card or its card's validity ended (months of 146097/4800 days);
-- NULL while nothing ends it. Of two of one day the one of lesser entry stands
-- for no day at all (since = until_day). `band` is the code in the counted
-- banding of the day it was held (NULL: in none; score_band). The score that
-- stands on a day d: since <= d AND (until_day IS NULL OR until_day > d). Read it
-- by household (or by entry): every look within goes along an index.
CREATE VIEW standing_score AS
SELECT s.household, s.entry, s.held, s.card, s.score
FROM score s
WHERE s.counts = 1 AND s.score IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM score n WHERE n.supersedes = s.entry AND n.counts = 1);
CREATE VIEW ranked_score AS
SELECT s.household, s.entry, s.held, s.card, s.score, (
         SELECT CAST(min(n.held) AS BIGINT) FROM standing_score n
         WHERE n.household = s.household AND n.card = s.card
           AND n.entry <> s.entry AND (n.held > s.held
            OR (n.held = s.held AND n.entry > s.entry))) AS next_held, (
         SELECT s.held + (q.valid_months * 146097 + 2400) / 4800
         FROM questionnaire q WHERE q.code = s.card AND q.counts = 1
       ) AS lapses
FROM standing_score s;
CREATE VIEW score_band AS
SELECT s.entry, s.survey, s.household, s.counts, s.held, s.score, (
         SELECT b.code FROM banding_bands b
         WHERE b.least <= s.score AND b.entry = (
           SELECT g.entry FROM banding g
           WHERE g.counts = 1 AND g.counted = 1
             AND coalesce(g.since, s.held) <= s.held
             AND coalesce(g.until, s.held) >= s.held
             AND coalesce(g.card, s.card) = s.card AND NOT EXISTS (
               SELECT 1 FROM banding o
               WHERE o.counts = 1 AND o.counted = 1
                 AND coalesce(o.since, s.held) <= s.held
                 AND coalesce(o.until, s.held) >= s.held
                 AND coalesce(o.card, s.card) = s.card
                 AND (coalesce(o.since, -100000) > coalesce(g.since, -100000)
                  OR (coalesce(o.since, -100000) = coalesce(g.since, -100000)
                    AND (o.code > g.code
                      OR (o.code = g.code AND o.entry > g.entry))))))
         ORDER BY b.n DESC LIMIT 1) AS band
FROM score s;
CREATE VIEW scored AS
SELECT s.household, s.entry, s.held AS since,
       CASE WHEN s.lapses IS NULL OR s.next_held < s.lapses THEN s.next_held
            ELSE s.lapses END AS until_day, s.card, s.score, (
         SELECT z.band FROM score_band z WHERE z.entry = s.entry) AS band
FROM ranked_score s;

-- script score_views_drop
DROP VIEW IF EXISTS scored;
DROP VIEW IF EXISTS score_band;
DROP VIEW IF EXISTS ranked_score;
DROP VIEW IF EXISTS standing_score;

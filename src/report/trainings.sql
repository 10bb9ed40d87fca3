-- trainings_held(place, level, day, rsp, project, since, until)
-- Trainings held in some months, by the place of that level and by kind.
SELECT u.above AS spot, t.kind, count(*) AS events,
       CAST(sum(k.women) AS BIGINT) AS women, CAST(sum(k.men) AS BIGINT) AS men,
       CAST(sum(k.taught_women) AS BIGINT) AS taught_women,
       CAST(sum(k.taught_men) AS BIGINT) AS taught_men,
       CAST(sum(k.days_women + k.days_men) AS BIGINT) AS days,
       CAST(sum(k.cost) AS BIGINT) AS cost,
       CAST(sum(CASE WHEN k.cost > 0 THEN k.days_women + k.days_men ELSE 0 END)
         AS BIGINT) AS cost_days
FROM area a JOIN training t ON t.place = a.place AND t.counts = 1
JOIN training_kept k ON k.thing = t.entry AND k.state = 1
LEFT JOIN area u ON u.place = t.place AND u.level = $2 AND u.since <= $3
  AND u.until > $3
WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
  AND (CAST($4 AS BYTEA) IS NULL OR t.rsp = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR t.project = $5)
  AND k.held >= $6 AND k.held <= $7
GROUP BY u.above, t.kind
ORDER BY u.above NULLS FIRST, t.kind;

-- trainings_persons(place, level, day, rsp, project, since, until, by)
-- Who took part and is known by name: how often, and how many they are; by
-- place (0), by kind (1), all together (2). Two records of one person are one.
SELECT w.spot, w.kind, w.sex, count(*) AS times, count(DISTINCT w.who) AS who
FROM (
  SELECT CASE WHEN CAST($8 AS BIGINT) = 0 THEN u.above END AS spot,
         CASE WHEN CAST($8 AS BIGINT) = 1 THEN t.kind END AS kind, p.sex,
         coalesce(s.root, p.person, p.staff) AS who
  FROM area a JOIN training t ON t.place = a.place AND t.counts = 1
  JOIN training_kept k ON k.thing = t.entry AND k.state = 1
  JOIN taught p ON p.training = t.entry AND p.attended >= 1
  LEFT JOIN same s ON s.person = p.person
  LEFT JOIN area u ON u.place = t.place AND u.level = $2 AND u.since <= $3
    AND u.until > $3
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR t.rsp = $4)
    AND (CAST($5 AS BYTEA) IS NULL OR t.project = $5)
    AND k.held >= $6 AND k.held <= $7) w
GROUP BY w.spot, w.kind, w.sex
ORDER BY w.spot NULLS FIRST, w.kind NULLS FIRST, w.sex;

-- trainings_kinds()
SELECT code, title, title_ur, title_sd FROM training_kind WHERE counts = 1
ORDER BY code, entry LIMIT 200;

-- trainings_leaders(place, level, day, rsp)
-- Bodies that stand on a day, who leads them then, and whether she was trained
-- to lead by then: never who led before. `both`: president and manager, said
-- with the first of the presidents who were.
WITH learnt AS MATERIALIZED (
  SELECT DISTINCT coalesce(s.root, w.person) AS person
  FROM taught w
  JOIN training_kind k ON k.code = w.kind AND k.counts = 1 AND k.leaders = 1
  LEFT JOIN same s ON s.person = w.person
  WHERE w.taught = 1 AND w.person IS NOT NULL AND w.ended <= $3),
near AS MATERIALIZED (
  SELECT b.entry AS body, u.above AS spot, b.nature
  FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    AND b.formed <= $3
  LEFT JOIN area u ON u.place = b.place AND u.level = $2 AND u.since <= $3
    AND u.until > $3
  WHERE a.above = $1 AND a.since <= $3 AND a.until > $3
    AND (CAST($4 AS BYTEA) IS NULL OR b.rsp = $4)
    AND coalesce((SELECT s.state FROM standing s
        WHERE s.body = b.entry AND s.counts = 1 AND s.since <= $3
        ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2)
SELECT w.spot, w.nature, CAST(sum(w.bodies) AS BIGINT) AS bodies,
       CAST(sum(w.leaders) AS BIGINT) AS leaders,
       CAST(sum(CASE WHEN w.sex = 0 THEN 1 ELSE 0 END) AS BIGINT) AS women,
       CAST(sum(w.trained) AS BIGINT) AS trained,
       CAST(sum(CASE WHEN w.sex = 0 THEN w.trained ELSE 0 END) AS BIGINT)
         AS trained_women,
       CAST(sum(w.both_of) AS BIGINT) AS both_trained
FROM (
  SELECT n.spot, n.nature, 1 AS bodies, 0 AS leaders,
         CAST(NULL AS BIGINT) AS sex, 0 AS trained, 0 AS both_of
  FROM near n
  UNION ALL
  SELECT n.spot, n.nature, 0, 1, h.sex,
         CASE WHEN h.root IN (SELECT l.person FROM learnt l)
           THEN 1 ELSE 0 END,
         CASE WHEN h.office = 'president'
             AND h.root IN (SELECT l.person FROM learnt l)
             AND NOT EXISTS (
               SELECT 1 FROM term_kept e
               WHERE e.body = n.body AND e.office = h.office
                 AND e.term < h.term AND e.since <= $3 AND e.until > $3
                 AND e.root IN (SELECT l.person FROM learnt l))
             AND EXISTS (
               SELECT 1 FROM term_kept e
               WHERE e.body = n.body AND e.office = 'manager'
                 AND e.since <= $3 AND e.until > $3
                 AND e.root IN (SELECT l.person FROM learnt l)
                 AND e.office IN (SELECT o.code FROM office o
                   WHERE o.counts = 1 AND o.bearer = 1))
           THEN 1 ELSE 0 END
  FROM near n CROSS JOIN term_kept h
  WHERE h.body = n.body AND h.since <= $3 AND h.until > $3
    AND h.office IN (SELECT o.code FROM office o
      WHERE o.counts = 1 AND o.bearer = 1)) w
GROUP BY w.spot, w.nature
ORDER BY w.spot NULLS FIRST, w.nature;

-- trainings_sessions(place, day, rsp, project, since, until)
-- Awareness sessions by toolkit and topic, and what became of what was
-- promised at them.
SELECT s.toolkit, s.topic, count(*) AS sessions,
       CAST(sum(coalesce(s.women, 0)) AS BIGINT) AS women,
       CAST(sum(coalesce(s.men, 0)) AS BIGINT) AS men,
       CAST(sum(coalesce(s.girls, 0) + coalesce(s.boys, 0)) AS BIGINT)
         AS children,
       CAST(sum(k.commitments) AS BIGINT) AS promised,
       CAST(sum(k.done) AS BIGINT) AS kept,
       CAST(sum(k.partly) AS BIGINT) AS partly,
       CAST(sum(k.not_done) AS BIGINT) AS broken
FROM area a JOIN awareness s ON s.place = a.place AND s.counts = 1
JOIN awareness_kept k ON k.thing = s.entry
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
  AND (CAST($3 AS BYTEA) IS NULL OR s.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR s.project = $4)
  AND s.held >= $5 AND s.held <= $6
GROUP BY s.toolkit, s.topic
ORDER BY s.toolkit, s.topic;

-- trainings_topic(toolkit, topic)
SELECT t.title, t.title_ur, t.title_sd
FROM toolkit k JOIN toolkit_topics t ON t.entry = k.entry
WHERE k.code = $1 AND t.code = $2 AND k.counts = 1
ORDER BY k.entry, t.n LIMIT 1;

-- trainings_roster(place, day, rsp, project, since, until)
-- The roster on a day by cadre; tasks of some days, how they were found, and
-- fees due and paid.
SELECT c.cadre, p.sex, count(*) AS n,
       CAST(sum(CASE WHEN c.since <= $2 AND (c.ended IS NULL OR c.ended > $2)
         THEN 1 ELSE 0 END) AS BIGINT) AS stands,
       CAST(sum(coalesce(x.tasks, 0)) AS BIGINT) AS tasks,
       CAST(sum(coalesce(x.good, 0)) AS BIGINT) AS good,
       CAST(sum(coalesce(x.looked, 0)) AS BIGINT) AS looked,
       CAST(sum(coalesce(x.due, 0)) AS BIGINT) AS due, CAST(sum(coalesce((
         SELECT sum(f.amount) FROM crp_fee f
         WHERE f.crp = c.entry AND f.counts = 1 AND f.held >= $5
           AND f.held <= $6 AND NOT EXISTS (
             SELECT 1 FROM taken_back v
             WHERE v.entry IN (f.entry, f.expense))), 0)) AS BIGINT)
         AS paid
FROM area a JOIN crp c ON c.place = a.place AND c.counts = 1
LEFT JOIN person p ON p.entry = c.person
LEFT JOIN (
  SELECT t.crp, count(*) AS tasks, sum(coalesce(t.fee, 0)) AS due,
         sum(CASE WHEN q.quality = 0 THEN 1 ELSE 0 END) AS good,
         sum(CASE WHEN q.quality IS NULL THEN 0 ELSE 1 END) AS looked
  FROM crp_task t
  LEFT JOIN crp_check q ON q.entry = (
    SELECT k.entry FROM crp_check k WHERE k.task = t.entry AND k.counts = 1
    ORDER BY k.held DESC, k.entry DESC LIMIT 1)
  WHERE t.counts = 1 AND t.held >= $5 AND t.held <= $6
  GROUP BY t.crp) x ON x.crp = c.entry
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
  AND (CAST($3 AS BYTEA) IS NULL OR c.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR c.project = $4)
GROUP BY c.cadre, p.sex
ORDER BY c.cadre, p.sex NULLS FIRST;

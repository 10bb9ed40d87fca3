-- web_training(training)
SELECT t.code, t.kind, t.title, t.venue, t.trainer, t.place, t.rsp, t.body,
       t.staff, t.crp, t.since, t.until, t.days, k.attend, k.pass
FROM training t
LEFT JOIN training_kind k ON k.entry = (
  SELECT x.entry FROM training_kind x WHERE x.code = t.kind AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
WHERE t.entry = $1;

-- web_training_rows(training)
SELECT r.entry, r.n, r.person, r.staff, r.sex, r.body, r.office, r.said,
       r.on_day, r.came, r.pre, r.post
FROM training_row r WHERE r.training = $1
ORDER BY r.entry, r.n LIMIT 40000;

-- web_training_stands(training)
SELECT state, women, men, taught_women, taught_men, days_women, days_men,
       sheets, tested, pre, post, cost, costs
FROM training_kept WHERE thing = $1;

-- web_training_sheets(training)
SELECT s.entry, s.held, s.hall, (
         SELECT count(*) FROM attendance_sheet_attendance m
         WHERE m.entry = s.entry AND m.present = 0) AS came, (
         SELECT count(*) FROM attendance_sheet_attendance m
         WHERE m.entry = s.entry) AS named
FROM attendance_sheet s WHERE s.training = $1 AND s.counts = 1
ORDER BY s.held, s.entry LIMIT 1000;

-- web_training_costs(training)
SELECT c.entry, c.held, c.what, c.amount, c.expense, c.voucher, c.note,
       CASE WHEN c.expense IS NOT NULL AND EXISTS (
         SELECT 1 FROM taken_back v WHERE v.entry = c.expense)
         THEN 1 ELSE 0 END AS undone, c.source
FROM training_cost c WHERE c.training = $1 AND c.counts = 1
ORDER BY c.held, c.entry LIMIT 500;

-- web_learn_roster(body, day)
-- Members of a body on a day.
SELECT m.person, p.sex FROM member m JOIN person p ON p.entry = m.person
WHERE m.body = $1 AND m.counts = 1 AND (m.joined IS NULL OR m.joined <= $2)
  AND (m.ended IS NULL OR m.ended >= $2)
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 400;

-- web_topic(toolkit, topic)
SELECT t.title, t.title_ur, t.title_sd
FROM toolkit k JOIN toolkit_topics t ON t.entry = k.entry
WHERE k.code = $1 AND t.code = $2 AND k.counts = 1
ORDER BY k.entry, t.n LIMIT 1;

-- web_crp(crp)
SELECT c.person, c.body, c.cadre, c.place, c.since, c.ended, c.activist,
       k.tasks, k.good, k.fair, k.poor, k.undone, k.women, k.men, k.due, k.paid,
       k.last
FROM crp c LEFT JOIN crp_kept k ON k.thing = c.entry WHERE c.entry = $1;

-- web_crp_tasks(crp)
SELECT t.entry, t.held, t.nature, t.what, t.women, t.men, t.fee, (
         SELECT q.quality FROM crp_check q
         WHERE q.task = t.entry AND q.counts = 1
         ORDER BY q.held DESC, q.entry DESC LIMIT 1) AS quality, (
         SELECT CAST(sum(p.amount) AS BIGINT) FROM crp_fee p
         WHERE p.task = t.entry AND p.counts = 1 AND NOT EXISTS (
           SELECT 1 FROM taken_back v
           WHERE v.entry IN (p.entry, p.expense))) AS paid
FROM crp_task t WHERE t.crp = $1 AND t.counts = 1
ORDER BY t.held DESC, t.entry LIMIT 300;

-- web_crp_fees(crp)
SELECT p.entry, p.held, p.amount, p.payer, p.expense, p.task,
       CASE WHEN EXISTS (
         SELECT 1 FROM taken_back v WHERE v.entry IN (p.entry, p.expense))
         THEN 1 ELSE 0 END AS undone
FROM crp_fee p WHERE p.crp = $1 AND p.counts = 1
ORDER BY p.held DESC, p.entry LIMIT 300;

-- web_crp_deeds(activist)
SELECT d.entry, d.held, d.what, d.title FROM deed d
WHERE d.activist = $1 AND d.counts = 1
ORDER BY d.held DESC, d.entry LIMIT 100;

-- web_learnt(person)
-- What somebody was taught, by all records that are the same person; `earned`:
-- long enough there, and no test failed.
SELECT w.training, t.title, t.since, t.until, w.attended, t.days,
       CASE WHEN w.taught = 1 AND (k.pass IS NULL OR w.post IS NULL
           OR w.post >= k.pass * 100) THEN 1 ELSE 0 END AS earned, w.person
FROM taught w JOIN training t ON t.entry = w.training
LEFT JOIN training_kind k ON k.entry = (
  SELECT x.entry FROM training_kind x WHERE x.code = t.kind AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
WHERE w.person = $1
  OR w.person IN (SELECT s.person FROM same s WHERE s.root = $1)
ORDER BY w.ended DESC, w.training, w.person LIMIT 100;

-- web_crps_of(person)
SELECT c.entry, c.cadre, c.body, c.since, c.ended FROM crp c
WHERE c.counts = 1 AND (c.person = $1
  OR c.person IN (SELECT s.person FROM same s WHERE s.root = $1))
ORDER BY c.since DESC, c.entry LIMIT 20;

-- web_body_trainings(body)
-- Trainings for an organisation, and those to which it sent somebody.
SELECT t.entry, t.title, t.since, t.until, t.days FROM training t
WHERE t.entry IN (
    SELECT x.entry FROM training x WHERE x.body = $1
    UNION
    SELECT p.entry FROM training_participants p WHERE p.body = $1
    UNION
    SELECT s.training FROM attendance_sheet_attendance m
    JOIN attendance_sheet s ON s.entry = m.entry AND s.counts = 1
    WHERE m.body = $1)
  AND t.counts = 1 AND t.called_off IS NULL
ORDER BY t.since DESC, t.entry LIMIT 40;

-- web_body_taught(training, body)
-- Who took part for an organisation; of one that is for it alone, also those of
-- whom no organisation is said.
SELECT w.person, w.staff, w.attended,
       CASE WHEN w.taught = 1 AND (k.pass IS NULL OR w.post IS NULL
           OR w.post >= k.pass * 100) THEN 1 ELSE 0 END AS earned
FROM taught w JOIN training t ON t.entry = w.training
LEFT JOIN training_kind k ON k.entry = (
  SELECT x.entry FROM training_kind x WHERE x.code = t.kind AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
WHERE w.training = $1 AND EXISTS (
  SELECT 1 FROM training_row r
  WHERE r.training = w.training
    AND (r.person = w.person OR r.staff = w.staff)
    AND (r.body = $2 OR (r.body IS NULL AND t.body = $2)))
ORDER BY w.attended DESC, w.person NULLS LAST, w.staff LIMIT 400;

-- web_crp_sessions(crp)
SELECT a.entry, a.held, a.toolkit, a.topic, a.women, a.men, k.commitments,
       k.done
FROM awareness a LEFT JOIN awareness_kept k ON k.thing = a.entry
WHERE a.crp = $1 AND a.counts = 1
ORDER BY a.held DESC, a.entry LIMIT 100;

-- web_promises(awareness)
SELECT c.n + 1 AS number, c.what, c.due, c.households, (
         SELECT q.entry FROM commitment_check q
         WHERE q.awareness = c.entry AND q.number = c.n + 1 AND q.counts = 1
         ORDER BY q.held DESC, q.entry DESC LIMIT 1) AS said
FROM awareness_commitments c WHERE c.entry = $1
ORDER BY c.n LIMIT 40;

-- web_promise_check(commitment_check)
SELECT held, kept, households, note FROM commitment_check WHERE entry = $1;

-- web_advocacy_steps(advocacy)
SELECT s.entry, s.held, s.action, s.what, s.whom, s.answer, s.answered, s.said,
       s.changed, s.next_on
FROM advocacy_step s WHERE s.advocacy = $1 AND s.counts = 1
ORDER BY s.held, s.entry LIMIT 300;

-- web_advocacy_bodies(advocacy)
SELECT b.backs FROM advocacy_bodies b WHERE b.entry = $1 ORDER BY b.n LIMIT 200;

-- training_view(kind, agreement, line, need, today)
SELECT CAST($5 AS BIGINT) AS today, k.usual,
       CASE WHEN a.entry IS NULL THEN 1 ELSE (
         SELECT count(*) FROM agreement_line l
         WHERE l.entry = a.entry AND l.code = $3) END AS lines,
       n.held AS assessed
FROM (SELECT 1 AS one) o
LEFT JOIN training_kind k ON k.entry = (
  SELECT x.entry FROM training_kind x WHERE x.code = $1 AND x.counts = 1
  ORDER BY x.entry LIMIT 1)
LEFT JOIN agreement a ON a.entry = $2
LEFT JOIN training_need n ON n.entry = $4;

-- script training_views
-- Who took part in which training: a row of each list and sheet.
CREATE VIEW training_row AS
SELECT t.entry AS training, p.entry, p.n, p.person, p.staff, p.sex, p.body,
       p.office, p.days AS said, CAST(NULL AS BIGINT) AS on_day, 0 AS came,
       p.test_before AS pre, p.test_after AS post
FROM training t JOIN training_participants p ON p.entry = t.entry
WHERE t.counts = 1
UNION ALL
SELECT s.training, m.entry, m.n, m.person, m.staff, m.sex, m.body,
       CAST(NULL AS TEXT), CAST(NULL AS BIGINT), s.held,
       CASE WHEN m.present = 0 THEN 1 ELSE 0 END, m.test_before,
       m.test_after
FROM attendance_sheet s JOIN attendance_sheet_attendance m ON m.entry = s.entry
WHERE s.counts = 1;

-- The same by participant, as core/learn.h has it: days by the list, else days
-- of sheets. `taught`: long enough, by its kind.
CREATE VIEW taught AS
SELECT w.training, w.person, w.staff, w.sex, w.attended, w.pre, w.post,
       CASE WHEN w.attended >= 1
           AND (k.attend IS NULL OR w.attended * 100 >= k.attend * t.days)
         THEN 1 ELSE 0 END AS taught,
       t.kind, coalesce(t.until, t.since) AS ended
FROM (
  SELECT r.training, r.person, r.staff, min(r.sex) AS sex,
         coalesce(max(r.said),
                  count(DISTINCT CASE WHEN r.came = 1 THEN r.on_day END))
           AS attended, min(r.pre) AS pre, max(r.post) AS post
  FROM training_row r
  WHERE r.person IS NOT NULL OR r.staff IS NOT NULL
  GROUP BY r.training, r.person, r.staff) w
JOIN training t ON t.entry = w.training AND t.called_off IS NULL
LEFT JOIN training_kind k ON k.code = t.kind AND k.counts = 1;

-- script training_views_drop
DROP VIEW IF EXISTS taught;
DROP VIEW IF EXISTS training_row;

-- training_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT t.entry, t.place, t.rsp, t.project, t.since, t.until, t.days, t.women,
         t.men, t.called_off, k.attend, k.trained, k.tba, (
           SELECT CAST(sum(c.amount) AS BIGINT) FROM training_costs c
           WHERE c.entry = t.entry) AS planned
  FROM training t
  LEFT JOIN training_kind k ON k.entry = (
    SELECT x.entry FROM training_kind x WHERE x.code = t.kind AND x.counts = 1
    ORDER BY x.entry LIMIT 1)
  WHERE t.entry = $1 AND t.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT 0 AS what, o.entry AS entry, CAST(NULL AS BIGINT) AS n,
       CAST(NULL AS BYTEA) AS who, CAST(NULL AS BIGINT) AS sex,
       CAST(NULL AS BIGINT) AS present, CAST(NULL AS BIGINT) AS said,
       CAST(NULL AS BIGINT) AS pre, CAST(NULL AS BIGINT) AS post,
       o.since AS on_day, o.until AS ended, o.days, o.women, o.men, o.attend,
       coalesce(o.trained, 0) AS trained, coalesce(o.tba, 0) AS tba,
       CASE WHEN o.called_off IS NULL THEN 0 ELSE 1 END AS off, o.planned,
       CAST(NULL AS BIGINT) AS paid, o.place, o.rsp, o.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'training') = 'training') AS cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'trained') = 'trained'
           AND EXISTS (SELECT 1 FROM ledger l
             WHERE l.indicator = 'trained' AND l.counts = 1))
         AS trained_cutover, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = o.place AND r.rsp = o.rsp
           AND coalesce(r.indicator, 'tba') = 'tba'
           AND EXISTS (SELECT 1 FROM ledger l
             WHERE l.indicator = 'tba' AND l.counts = 1)) AS tba_cutover
FROM own o
UNION ALL
SELECT 1, p.entry, p.n, coalesce(p.person, p.staff), p.sex, NULL, p.days,
       p.test_before, p.test_after, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN training_participants p ON p.entry = o.entry
UNION ALL
SELECT 2, m.entry, m.n, coalesce(m.person, m.staff), m.sex, m.present, NULL,
       m.test_before, m.test_after, s.held, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN attendance_sheet s ON s.training = o.entry AND s.counts = 1
JOIN attendance_sheet_attendance m ON m.entry = s.entry
UNION ALL
SELECT 3, c.entry, NULL, NULL, NULL, NULL, NULL, NULL, NULL, c.held, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       CASE WHEN c.expense IS NOT NULL AND EXISTS (
         SELECT 1 FROM taken_back v WHERE v.entry = c.expense)
         THEN NULL ELSE c.amount END,
       NULL, NULL, NULL, NULL, NULL, NULL
FROM own o JOIN training_cost c ON c.training = o.entry AND c.counts = 1
ORDER BY what, entry, n;

-- training_benefit(place, day, household)
-- Whoever training_row has: SQLite would read all of that view here.
WITH @homes, part AS (
  SELECT r.entry AS training, w.entry AS person, a.household
  FROM home a CROSS JOIN person w CROSS JOIN training_participants r
  WHERE w.household = a.household AND r.person = w.entry
  UNION ALL
  SELECT s.training, w.entry, a.household
  FROM home a CROSS JOIN person w CROSS JOIN attendance_sheet_attendance m
  CROSS JOIN attendance_sheet s
  WHERE w.household = a.household AND m.person = w.entry
    AND s.entry = m.entry AND s.counts = 1)
SELECT DISTINCT t.entry, t.since AS on_day, coalesce(k.title, t.kind) AS programme,
       CAST(NULL AS BIGINT) AS amount, p.person, p.household
FROM part p JOIN training t ON t.entry = p.training
LEFT JOIN training_kind k ON k.code = t.kind AND k.counts = 1
WHERE t.counts = 1 AND t.called_off IS NULL
ORDER BY on_day DESC, t.entry;

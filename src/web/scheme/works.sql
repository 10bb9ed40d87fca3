-- web_works_types()
SELECT code, title, title_ur, title_sd, sector FROM scheme_type
WHERE counts = 1 ORDER BY sector, code, entry LIMIT 500;

-- web_works_type(code)
SELECT t.entry, t.title, t.title_ur, t.title_sd, t.unit, t.share, t.fee,
       t.window_days, t.environment, t.oc4ids
FROM scheme_type t WHERE t.code = $1 AND t.counts = 1
ORDER BY t.entry LIMIT 1;

-- web_works_needs(type)
SELECT p.gate, p.code, d.title, d.title_ur, d.title_sd
FROM scheme_type t JOIN scheme_type_paper p ON p.entry = t.entry
LEFT JOIN scheme_document d ON d.code = p.code AND d.counts = 1
WHERE t.code = $1 AND t.counts = 1
ORDER BY p.gate, p.n, p.entry;

-- web_works_title(code)
SELECT title, title_ur, title_sd FROM scheme_document
WHERE code = $1 AND counts = 1 ORDER BY entry LIMIT 1;

-- web_works_papers(scheme)
-- Papers and photographs, each with its file: the one it names, else the first
-- that lies beside it.
SELECT p.entry, p.paper, p.held, p.number, coalesce(p.attachment, (
         SELECT a.entry FROM attachment a
         WHERE a.about = p.entry AND a.counts = 1
         ORDER BY a.entry LIMIT 1)) AS file, p.lat, p.lon, p.taken, p.note
FROM scheme_paper p WHERE p.scheme = $1 AND p.counts = 1
ORDER BY p.held, p.entry LIMIT 1000;

-- web_works_lines(scheme)
-- The estimate that stands: the last one.
SELECT l.code, l.item, l.unit, l.quantity, l.rate, l.amount, l.payer, l.nature,
       e.entry, e.held
FROM estimate e JOIN estimate_line l ON l.entry = e.entry
WHERE e.entry = (
  SELECT x.entry FROM estimate x WHERE x.scheme = $1 AND x.counts = 1
  ORDER BY x.held DESC, x.entry DESC LIMIT 1)
ORDER BY l.n, l.entry;

-- web_works_seats(scheme)
SELECT c.part, c.entry, c.committee, c.held, z.person, z.role,
       CASE WHEN z.person = c.treasurer THEN 1 ELSE 0 END AS keeps
FROM scheme_committee c
JOIN committee_seats z ON z.entry = c.committee
WHERE c.scheme = $1 AND c.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM scheme_committee l
  WHERE l.scheme = c.scheme AND l.part = c.part AND l.counts = 1
    AND (l.held > c.held OR (l.held = c.held AND l.entry > c.entry)))
ORDER BY c.part, z.n, c.entry;

-- web_works_money(scheme)
-- What came and went: 0 tranche, 1 community share, 2 wages, 3 spent, 4 given
-- back, 5 O&M fees.
SELECT 0 AS what, x.entry AS entry, x.held AS on_day, x.amount AS amount,
       CAST(NULL AS TEXT) AS words, x.number AS number, x.meeting AS thing,
       CAST(NULL AS BIGINT) AS days,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END AS undone
FROM scheme_tranche x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 1, x.entry, x.held, x.amount, x.what, x.nature, coalesce(x.person,
         x.household), x.days,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END
FROM contribution x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 2, x.entry, x.held, x.amount, x.sheet, x.poor, x.person, x.days,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END
FROM wage x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 3, x.entry, x.held, x.amount, x.what || coalesce(' · ' || x.supplier, ''),
       NULL, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END
FROM scheme_spending x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 4, x.entry, x.held, x.amount, x.reference, NULL, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END
FROM scheme_return x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 5, x.entry, x.held, x.amount, x.on_what, x.spent, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END
FROM om_collection x WHERE x.scheme = $1 AND x.counts = 1
ORDER BY on_day, what, entry LIMIT 2000;

-- web_works_objections(scheme)
SELECT o.entry, o.held, o.says, o.household, o.person, (
         SELECT CAST(min(y.held) AS BIGINT) FROM scheme_answer y
         WHERE y.objection = o.entry AND y.counts = 1 AND y.settled = 1)
         AS settled, (
         SELECT y.answer FROM scheme_answer y
         WHERE y.objection = o.entry AND y.counts = 1
         ORDER BY y.held DESC, y.entry DESC LIMIT 1) AS answer
FROM scheme_objection o WHERE o.scheme = $1 AND o.counts = 1
ORDER BY o.held, o.entry LIMIT 500;

-- web_works_steps(scheme)
-- Decisions: steps, certificates, pages of the measurement book, checklists,
-- hand-over and checks. 0 step, 1 checklist, 2 estimate, 3 measurement,
-- 4 certificate, 5 hand-over, 6 check.
SELECT 0 AS what, x.entry AS entry, x.held AS on_day, x.stage AS choice,
       x.note AS words, x.staff AS staff, x.person AS person,
       x.resolution AS thing, CAST(NULL AS BIGINT) AS number
FROM scheme_step x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 1, x.entry, x.held, NULL, x.note, x.staff, NULL, NULL, NULL
FROM scheme_environment x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 2, x.entry, x.held, NULL, x.version, x.staff, NULL, NULL, NULL
FROM estimate x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 3, x.entry, x.held, NULL, x.page, x.staff, x.person, NULL, NULL
FROM measurement x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 4, x.entry, x.held, NULL, x.number, x.staff, x.auditor, NULL, x.audited
FROM certificate x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 5, x.entry, x.held, NULL, x.note, x.staff, NULL, x.committee, x.fee
FROM scheme_handover x WHERE x.scheme = $1 AND x.counts = 1
UNION ALL
SELECT 6, x.entry, x.held, x.works, x.found, x.staff, NULL, NULL, x.months
FROM scheme_check x WHERE x.scheme = $1 AND x.counts = 1
ORDER BY on_day, what, entry LIMIT 1000;

-- web_works_measured(scheme)
SELECT m.held, m.page, l.code, l.pieces, l.length, l.width, l.depth, l.quantity,
       l.note, m.entry
FROM measurement m JOIN measurement_line l ON l.entry = m.entry
WHERE m.scheme = $1 AND m.counts = 1
ORDER BY m.held, m.entry, l.n LIMIT 2000;

-- web_works_need(need)
SELECT title, sector, body, place, households, women, men, poorest, quantity,
       unit FROM need WHERE entry = $1 AND counts = 1;

-- web_works_checklist(scheme)
-- The last checklist, with what each question asks.
SELECT q.title, q.title_ur, q.title_sd, a.yes, a.how, q.gives
FROM scheme_environment_answer a
JOIN environment_question q ON q.code = a.question AND q.counts = 1
WHERE a.entry = (
  SELECT v.entry FROM scheme_environment v
  WHERE v.scheme = $1 AND v.counts = 1
  ORDER BY v.held DESC, v.entry DESC LIMIT 1)
ORDER BY a.n, a.entry;

-- web_works_workers(scheme)
-- Who was paid wages: all days and money of each, sheets without names apart.
SELECT x.person, x.sheet, CAST(sum(x.days) AS BIGINT) AS days,
       CAST(sum(x.amount) AS BIGINT) AS amount, max(coalesce(x.poor, 0)) AS poor
FROM wage x LEFT JOIN taken_back t ON t.entry = x.entry
WHERE x.scheme = $1 AND x.counts = 1 AND t.entry IS NULL
GROUP BY x.person, x.sheet
ORDER BY 4 DESC, 1, 2 LIMIT 1000;

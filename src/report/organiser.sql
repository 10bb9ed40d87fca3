-- organiser_lines(year, place, rsp, project, day)
-- Lines of a year's plans that lie in their plan's place, by plan, indicator, unit
-- and organiser.
SELECT w.entry, w.title, r.code, w.place, w.rsp, w.project, l.indicator,
       u.entry AS unit, u.name, u.name_ur, u.name_sd,
       s.entry AS staff, s.name, s.name_ur, s.name_sd,
       l.m07, l.m08, l.m09, l.m10, l.m11, l.m12,
       l.m01, l.m02, l.m03, l.m04, l.m05, l.m06
FROM workplan w JOIN workplan_lines l ON l.entry = w.entry
LEFT JOIN rsp r ON r.entry = w.rsp
LEFT JOIN staff s ON s.entry = coalesce(l.staff, w.staff)
LEFT JOIN unit u ON u.entry = coalesce(l.unit, w.unit, s.unit)
WHERE w.counts = 1 AND w.year = $1
  AND (CAST($3 AS BYTEA) IS NULL OR w.rsp = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR w.project = $4)
  AND (CAST($2 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = w.place AND a.above = $2
      AND a.since <= $5 AND a.until > $5))
  AND EXISTS (
    SELECT 1 FROM area a
    WHERE a.place = coalesce(l.place, w.place) AND a.above = w.place
      AND a.since <= $5 AND a.until > $5)
ORDER BY coalesce(r.code, ''), w.entry, l.indicator, u.name NULLS FIRST,
         u.entry NULLS FIRST, s.name NULLS FIRST, s.entry NULLS FIRST, l.n;

-- organiser_postings(indicator, first, last, above, rsp, project, day, also,
-- checked)
-- What a figure is made of, each with its sign where only checked ones count, out
-- of the index of postings by place alone.
SELECT p.entry, p.month,
       CASE WHEN p.indicator IN ($1, $8) THEN p.amount ELSE -p.amount END
         AS amount
FROM area a JOIN posting p ON p.place = a.place
WHERE a.above = $4 AND a.since <= $7 AND a.until > $7
  AND p.indicator IN ($1, $8,
    CASE WHEN CAST($9 AS BIGINT) = 1 THEN 'open.' || $1 ELSE $1 END,
    CASE WHEN CAST($9 AS BIGINT) = 1 THEN 'open.' || $8 ELSE $8 END)
  AND p.month >= $2 AND p.month <= $3
  AND (p.rsp = $5 OR $5 IS NULL) AND (p.project = $6 OR $6 IS NULL);

-- organiser_meetings(above, day, first, last, most)
-- The meetings of organisations in a place, body by body: what most of a figure is
-- made of. What is said of one by entry is said in organiser_bodies.
SELECT m.entry, m.body, m.held
FROM area a JOIN body b ON b.place = a.place
JOIN meeting m ON m.body = b.entry
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
  AND m.held >= $3 AND m.held <= $4 AND m.not_held IS NULL
LIMIT $5;

-- organiser_members(above, day, most)
-- Their members, whose days are not in that index.
SELECT m.entry, m.body, CAST(NULL AS BIGINT) AS on_day
FROM area a JOIN body b ON b.place = a.place
JOIN member m ON m.body = b.entry
WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
LIMIT $3;

-- organiser_bodies(entries)
-- Of which organisation members and other meetings are, and on which day.
WITH RECURSIVE @asked
SELECT q.thing, coalesce(n.body, m.body) AS body,
       coalesce(n.joined, m.held) AS on_day
FROM asked q LEFT JOIN member n ON n.entry = q.thing
LEFT JOIN meeting m ON m.entry = q.thing AND n.entry IS NULL
WHERE n.body IS NOT NULL OR m.body IS NOT NULL;

-- organiser_behind(entry)
-- Of an entry that is no meeting and no member: who is named in it as having done
-- it, which organisation it is of and on which day.
SELECT x.staff, x.body, x.on_day FROM (
  SELECT CAST(NULL AS BYTEA) AS staff, entry AS body, formed AS on_day FROM body
  WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM formation WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM opening WHERE entry = $1
  UNION ALL SELECT NULL, body, passed FROM resolution WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM deposit WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM member_opening WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM withdrawal WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM settlement WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM welfare_gift WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM sharing WHERE entry = $1
  UNION ALL SELECT NULL, coalesce(body, lender), applied FROM loan
  WHERE entry = $1
  UNION ALL SELECT NULL, coalesce(l.body, l.lender), d.held
  FROM disbursement d JOIN loan l ON l.entry = d.loan WHERE d.entry = $1
  UNION ALL SELECT NULL, body, formed FROM loan_group WHERE entry = $1
  UNION ALL SELECT NULL, body, raised FROM need WHERE entry = $1
  UNION ALL SELECT NULL, body, since FROM plan WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM scheme WHERE entry = $1
  UNION ALL SELECT NULL, body, requested FROM linkage WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM joint_trade WHERE entry = $1
  UNION ALL SELECT staff, body, formed FROM enterprise WHERE entry = $1
  UNION ALL SELECT NULL, e.body, o.held FROM sale_order o
  JOIN enterprise e ON e.entry = o.enterprise WHERE o.entry = $1
  UNION ALL SELECT NULL, e.body, o.held FROM sale o
  JOIN enterprise e ON e.entry = o.enterprise WHERE o.entry = $1
  UNION ALL SELECT staff, body, held FROM nrm WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM literacy WHERE entry = $1
  UNION ALL SELECT NULL, body, opened FROM school WHERE entry = $1
  UNION ALL SELECT NULL, body, since FROM health_worker WHERE entry = $1
  UNION ALL SELECT staff, body, since FROM training WHERE entry = $1
  UNION ALL SELECT t.staff, t.body, s.held FROM attendance_sheet s
  JOIN training t ON t.entry = s.training WHERE s.entry = $1
  UNION ALL SELECT staff, body, held FROM awareness WHERE entry = $1
  UNION ALL SELECT NULL, body, since FROM crp WHERE entry = $1
  UNION ALL SELECT NULL, body, since FROM term WHERE entry = $1
  UNION ALL SELECT NULL, body, since FROM delegate WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM insured WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM award WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM trainee WHERE entry = $1
  UNION ALL SELECT NULL, body, held FROM cession WHERE entry = $1) x
LIMIT 1;

-- organiser_home(household)
-- The CO by which a household is organised: of the first who joined one.
SELECT m.body, m.joined FROM person p
JOIN member m ON m.person = p.entry AND m.counts = 1
JOIN body b ON b.entry = m.body AND b.nature = 0
WHERE p.household = $1
ORDER BY m.joined NULLS LAST, m.entry LIMIT 1;

-- organiser_charges(bodies)
-- Who has had organisations in charge, one after the other, the latest first: on a
-- day, the first that began until then.
WITH RECURSIVE @asked
SELECT q.thing, c.taker, c.since
FROM asked q JOIN charge_bodies x ON x.body = q.thing
JOIN charge c ON c.entry = x.entry AND c.counts = 1
ORDER BY q.thing, c.since DESC, c.entry DESC;

-- organiser_login(login)
-- Who of the staff has had a login, from when until when: on a day, the first
-- that had it.
SELECT entry, since, until FROM staff
WHERE login = $1 AND counts = 1 AND since IS NOT NULL
ORDER BY since DESC, entry;

-- organiser_units(staff)
WITH RECURSIVE @asked
SELECT q.thing, s.unit FROM asked q JOIN staff s ON s.entry = q.thing;

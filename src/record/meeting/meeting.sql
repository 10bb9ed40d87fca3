-- meeting_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- meeting_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- meeting_touch(entry)
-- Row by row from the sheet, never through a view over all loans: a far database
-- would read them all for each meeting. Who else a borrower is, is asked only
-- where somebody was found twice.
WITH RECURSIVE row_of AS MATERIALIZED (
  SELECT r.member, r.loan, g.held, l.person, l.circle, l.counts AS stands,
         l.member AS borrower
  FROM meeting g JOIN meeting_attendance r ON r.entry = g.entry
  LEFT JOIN loan l ON l.entry = r.loan
  WHERE g.entry = $1),
kin AS (
  SELECT r.person FROM row_of r WHERE r.person IS NOT NULL
  UNION
  SELECT CASE WHEN x.person = k.person THEN x.same_as ELSE x.person END
  FROM kin k CROSS JOIN merged x
  WHERE (x.person = k.person OR x.same_as = k.person)
    AND EXISTS (SELECT 1 FROM merger)),
lent AS (
  SELECT r.borrower AS member FROM row_of r WHERE r.stands = 1
  UNION
  SELECT p.member_to
  FROM lent l CROSS JOIN cession_part p
  JOIN cession c ON c.entry = p.entry AND c.counts = 1
  WHERE p.member = l.member)
SELECT n.thing AS thing, CAST(NULL AS BIGINT) AS since, 'meeting' AS kind
FROM (
  SELECT w.thing, w.box_before FROM meeting m
  JOIN meeting w ON w.body = m.body AND w.held > m.held
  WHERE m.entry = $1 AND w.counts = 1 AND w.not_held IS NULL
  ORDER BY w.held, w.box_before IS NULL, w.entry LIMIT 1) n
WHERE n.box_before IS NOT NULL
UNION ALL
SELECT body, held * 4800 / 146097 - 1, 'body' FROM meeting WHERE entry = $1
UNION ALL
SELECT r.member, CAST(NULL AS BIGINT), 'member'
FROM row_of r
WHERE EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = r.member)
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM lent l
WHERE EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = l.member)
UNION ALL
SELECT o.entry, CAST(NULL AS BIGINT), 'loan'
FROM kin k CROSS JOIN loan o WHERE o.person = k.person
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM row_of r CROSS JOIN loan o
JOIN approval a ON a.loan = o.entry
WHERE o.circle = r.circle AND o.person <> r.person AND a.held >= r.held
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM row_of r CROSS JOIN loan o
JOIN disbursement d ON d.loan = o.entry
WHERE o.circle = r.circle AND o.person <> r.person AND d.held >= r.held
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM row_of r CROSS JOIN loan o
JOIN approval a ON a.loan = o.entry
WHERE (o.member = r.member OR o.member = r.borrower) AND a.held >= r.held
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM row_of r CROSS JOIN loan o
JOIN disbursement d ON d.loan = o.entry
WHERE (o.member = r.member OR o.member = r.borrower) AND d.held >= r.held;

-- meeting_facts(thing, since)
WITH own AS MATERIALIZED (
  SELECT g.entry, g.body, b.counts, b.rsp, b.project, b.place,
         b.sex AS body_sex, g.held, g.not_held, g.women, g.men, g.total,
         g.spent,
         g.box_before, CASE WHEN g.box_before IS NOT NULL THEN (
           SELECT w.boxed FROM meeting w
           WHERE w.body = g.body AND w.held < g.held AND w.counts = 1
             AND w.not_held IS NULL
           ORDER BY w.held DESC, w.boxed IS NULL, w.entry LIMIT 1)
         END AS left_there,
         (
           SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'saving') = 'saving') AS saving_cutover, (
           SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'meeting') = 'meeting') AS meeting_cutover,
         CASE WHEN (SELECT s.state FROM standing s
           WHERE s.body = g.body AND s.counts = 1 AND s.since < g.held
           ORDER BY s.since DESC, s.entry DESC LIMIT 1) > 2
         THEN 1 ELSE 0 END AS after_end,
         CASE WHEN g.bylaw IS NULL OR EXISTS (
           SELECT 1 FROM law_in_force l
           WHERE l.body = g.body AND l.bylaw = g.bylaw
             AND l.since <= g.held AND l.until > g.held)
         THEN 0 ELSE 1 END AS unlawful
  FROM meeting g
  LEFT JOIN body b ON b.entry = g.body
  WHERE g.thing = $1 AND g.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL)
SELECT h.entry, h.counts, h.body, h.rsp, h.project, h.place, h.body_sex, h.held,
       h.not_held, h.women, h.men, h.total, h.spent, r.n, r.present,
       r.member AS who, r.saved, r.voluntary, r.special, r.fined, r.repaid,
       r.loan, p.sex,
       CASE WHEN m.counts = 1 AND m.body = h.body THEN 1 ELSE 0 END AS member,
       m.joined, m.joined_grain, m.ended, m.ended_grain,
       h.saving_cutover, h.meeting_cutover, h.after_end,
       h.box_before, h.left_there, h.unlawful
FROM own h
LEFT JOIN meeting_attendance r ON r.entry = h.entry
LEFT JOIN member m ON m.entry = r.member
LEFT JOIN person p ON p.entry = m.person
ORDER BY h.entry, r.n;

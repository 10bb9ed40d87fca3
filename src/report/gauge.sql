-- gauge_met(body, day)
-- Meetings held in the last year, of those its rhythm asks for since it was
-- formed; monthly where nobody said.
SELECT (SELECT count(*) FROM meeting g
        WHERE g.body = b.entry AND g.counts = 1 AND g.not_held IS NULL
          AND g.held > CAST($2 AS BIGINT) - 365 AND g.held <= $2) AS part,
       CASE b.meets WHEN 0 THEN 52 WHEN 1 THEN 26 WHEN 3 THEN 4 WHEN 4 THEN 1
         ELSE 12 END * CASE WHEN b.formed > CAST($2 AS BIGINT) - 365
         THEN $2 - b.formed ELSE 365 END / 365 AS whole
FROM body b WHERE b.entry = $1;

-- gauge_attended(body, day)
-- Members present at the meetings of the last year, of those marked; of a
-- meeting with totals only, of those who were members then.
SELECT CAST(sum(x.came) AS BIGINT) AS part, CAST(sum(x.marked) AS BIGINT) AS whole
FROM (
  SELECT CASE r.present WHEN 0 THEN 1 ELSE 0 END AS came, 1 AS marked
  FROM meeting g JOIN meeting_attendance r ON r.entry = g.entry
  WHERE g.body = $1 AND g.counts = 1 AND g.not_held IS NULL
    AND r.present IS NOT NULL
    AND g.held > CAST($2 AS BIGINT) - 365 AND g.held <= $2
  UNION ALL
  SELECT coalesce(g.women, 0) + coalesce(g.men, 0), (
           SELECT count(*) FROM member m
           WHERE m.body = g.body AND m.counts = 1 AND m.joined <= g.held
             AND (m.ended IS NULL OR m.ended > g.held))
  FROM meeting g
  WHERE g.body = $1 AND g.counts = 1 AND g.not_held IS NULL
    AND (g.women IS NOT NULL OR g.men IS NOT NULL)
    AND g.held > CAST($2 AS BIGINT) - 365 AND g.held <= $2
    AND NOT EXISTS (SELECT 1 FROM meeting_attendance r
      WHERE r.entry = g.entry AND r.present IS NOT NULL)
) x;

-- gauge_saved(body, day)
-- Meetings of the last year at which something was saved, of those held.
SELECT CAST(sum(CASE WHEN g.total > 0 OR EXISTS (
           SELECT 1 FROM meeting_attendance r
           WHERE r.entry = g.entry AND r.saved > 0) THEN 1 ELSE 0 END)
         AS BIGINT) AS part, count(*) AS whole
FROM meeting g
WHERE g.body = $1 AND g.counts = 1 AND g.not_held IS NULL
  AND g.held > CAST($2 AS BIGINT) - 365 AND g.held <= $2;

-- gauge_posts(body, day)
-- Bearers whose term has not run out that day, of the offices a body of its
-- nature has.
SELECT (SELECT count(*) FROM holder h JOIN office o ON o.code = h.office
        WHERE h.body = b.entry AND o.counts = 1 AND o.bearer = 1
          AND h.since <= $2 AND h.until > $2 AND h.due > $2) AS part, (
         SELECT CAST(sum(coalesce(o.seats, 1)) AS BIGINT) FROM office o
         WHERE o.counts = 1 AND o.bearer = 1
           AND '|' || o.natures || '|' LIKE CASE b.nature
             WHEN 0 THEN '%|co|%' WHEN 1 THEN '%|vo|%' WHEN 2 THEN '%|lso|%'
             WHEN 3 THEN '%|group|%' ELSE '%|network|%' END) AS whole
FROM body b WHERE b.entry = $1;

-- gauge_women(body, day)
-- Women among its members, or, where it has none, among those who sit in its
-- general body; nothing to measure in a men's body.
SELECT CAST(sum(CASE p.sex WHEN 0 THEN 1 ELSE 0 END) AS BIGINT) AS part,
       count(*) AS whole
FROM (
  SELECT m.person FROM member m
  WHERE m.body = $1 AND m.counts = 1 AND m.joined <= $2
    AND (m.ended IS NULL OR m.ended > $2)
  UNION
  SELECT s.person FROM seated s
  WHERE s.body = $1 AND s.since <= $2 AND s.until > $2 AND NOT EXISTS (
    SELECT 1 FROM member m WHERE m.body = $1 AND m.counts = 1)
) x JOIN person p ON p.entry = x.person
JOIN body b ON b.entry = $1 AND b.sex <> 1;

-- gauge_audited(body, day)
-- An audit done, or a social audit held, in the last year; nothing to measure
-- in the first.
SELECT CASE WHEN EXISTS (
         SELECT 1 FROM socialaudit s
         WHERE s.body = b.entry AND s.counts = 1
           AND s.held > CAST($2 AS BIGINT) - 365 AND s.held <= $2)
         OR EXISTS (
         SELECT 1 FROM registration r
         JOIN due_return d ON d.registration = r.entry
         WHERE r.body = b.entry AND r.counts = 1 AND d.counts = 1
           AND d.what = 2
           AND d.done > CAST($2 AS BIGINT) - 365 AND d.done <= $2)
       THEN 1 ELSE 0 END AS part,
       CASE WHEN b.formed <= CAST($2 AS BIGINT) - 365 THEN 1 ELSE 0 END AS whole
FROM body b WHERE b.entry = $1;

-- gauge_planned(body, day)
-- A plan that hung where all could read it, in the last year.
SELECT CASE WHEN EXISTS (
         SELECT 1 FROM disclosure d
         WHERE d.body = $1 AND d.counts = 1 AND d.item = 5
           AND d.shown > CAST($2 AS BIGINT) - 365 AND d.shown <= $2)
       THEN 1 ELSE 0 END AS part, 1 AS whole;

-- gauge_resolved(body, day)
-- Resolutions that asked something of somebody and were answered or done by
-- then, of those of the last year.
SELECT CAST(sum(CASE WHEN r.state = 3 OR EXISTS (
           SELECT 1 FROM followup f
           WHERE f.resolution = r.entry AND f.counts = 1
             AND f.state IN (1, 2) AND f.held <= $2) THEN 1 ELSE 0 END)
         AS BIGINT) AS part, count(*) AS whole
FROM resolution r
WHERE r.body = $1 AND r.counts = 1 AND r.state IN (0, 2, 3)
  AND r.addressed IS NOT NULL
  AND r.passed > CAST($2 AS BIGINT) - 365 AND r.passed <= $2;

-- gauge_returns(body, day)
-- Returns done by the day they were due, of those due in the last year.
SELECT CAST(sum(CASE WHEN d.done <= d.due THEN 1 ELSE 0 END) AS BIGINT)
         AS part, count(*) AS whole
FROM registration r JOIN due_return d ON d.registration = r.entry
WHERE r.body = $1 AND r.counts = 1 AND d.counts = 1
  AND d.due > CAST($2 AS BIGINT) - 365 AND d.due <= $2;

-- gauge_answered(body, day)
-- Complaints about it that were decided within their limit, of those whose
-- limit fell in the last year. Those on the separate path are nobody's gauge.
SELECT CAST(sum(CASE WHEN x.decided <= x.limit_on THEN 1 ELSE 0 END)
         AS BIGINT) AS part, count(*) AS whole
FROM (
  SELECT c.decided, c.received + (
           SELECT l.days FROM redress r
           JOIN redress_limits l ON l.entry = r.entry
           WHERE r.counts = 1 AND l.path = 0 AND l.stage = 2
             AND r.since <= c.received
             AND (r.until IS NULL OR r.until >= c.received)
           ORDER BY r.since DESC, r.code, r.entry, l.n LIMIT 1) AS limit_on
  FROM redressed c WHERE c.body = $1 AND c.path = 0
) x
WHERE x.limit_on > CAST($2 AS BIGINT) - 365 AND x.limit_on <= $2;

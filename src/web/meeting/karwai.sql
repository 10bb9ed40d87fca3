-- karwai_members(body, day)
WITH kept AS (
  SELECT r.member, CAST(sum(r.saved) AS BIGINT) AS saved,
         CAST(sum(CASE WHEN r.present = 0 THEN 1 ELSE 0 END) AS BIGINT) AS came,
         CAST(sum(r.repaid) AS BIGINT) AS repaid
  FROM meeting g JOIN meeting_attendance r ON r.entry = g.entry
  WHERE g.body = $1 AND g.counts = 1
  GROUP BY r.member)
SELECT m.entry, m.number, m.joined, m.joined_grain, h.number, k.saved, k.came,
  k.repaid
FROM member m
LEFT JOIN person p ON p.entry = m.person
LEFT JOIN household h ON h.entry = p.household
LEFT JOIN kept k ON k.member = m.entry
WHERE m.body = $1 AND m.counts = 1 AND m.joined <= $2
  AND (m.ended IS NULL OR m.ended > $2)
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 600;

-- karwai_names(body, day)
SELECT m.entry, s.name, s.name_ur, s.name_sd, s.father, s.father_ur,
       s.father_sd
FROM member m LEFT JOIN person_sealed s ON s.entry = m.person
WHERE m.body = $1 AND m.counts = 1 AND m.joined <= $2
  AND (m.ended IS NULL OR m.ended > $2)
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 600;

-- karwai_last(body)
SELECT held, next_on, boxed, (
  SELECT CAST(max(w.n) AS BIGINT) FROM (
    SELECT max(n.number) AS n FROM meeting n
    WHERE n.body = $1 AND n.counts = 1
    UNION ALL
    SELECT max(o.meetings) FROM opening o
    WHERE o.body = $1 AND o.counts = 1) w
  ) AS number, (
  SELECT count(*) FROM meeting n
  WHERE n.body = $1 AND n.counts = 1 AND n.not_held IS NULL) AS meetings
FROM meeting WHERE body = $1 AND counts = 1 AND not_held IS NULL
ORDER BY held DESC, entry LIMIT 1;

-- karwai_open(body)
SELECT r.number, r.subject, r.passed, r.addressed, d.due
FROM resolved d JOIN resolution r ON r.entry = d.resolution
WHERE d.body = $1 AND d.state IN (0, 2)
ORDER BY r.passed DESC, d.resolution LIMIT 20;

-- karwai_carried(body)
SELECT held, savings, meetings FROM opening WHERE body = $1 AND counts = 1
ORDER BY held DESC, entry LIMIT 1;

-- minutes_attendance(meeting)
SELECT r.member, m.number, r.present, r.late, r.saved, r.repaid, r.fined
FROM meeting_attendance r LEFT JOIN member m ON m.entry = r.member
WHERE r.entry = $1 ORDER BY r.n;

-- minutes_visitors(meeting)
SELECT name, office FROM meeting_visitors WHERE entry = $1 ORDER BY n;

-- minutes_resolutions(meeting)
SELECT entry FROM resolution WHERE meeting = $1 AND counts = 1
ORDER BY number NULLS LAST, entry LIMIT 60;

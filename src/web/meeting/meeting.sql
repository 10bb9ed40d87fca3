-- web_meeting_body(body)
SELECT name, name_ur, name_sd, place, rsp, project, sex, saving, code, counts
FROM body WHERE entry = $1;

-- web_roster(body)
SELECT m.entry, m.number, m.saving, m.joined, m.ended, m.ended_grain, p.sex
FROM member m LEFT JOIN person p ON p.entry = m.person
WHERE m.body = $1 AND m.counts = 1
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 1200;

-- web_roster_names(body)
SELECT m.entry, m.number, m.saving, m.joined, m.ended, m.ended_grain, p.sex,
  s.name, s.name_ur, s.name_sd, s.father, s.father_ur, s.father_sd
FROM member m LEFT JOIN person p ON p.entry = m.person
LEFT JOIN person_sealed s ON s.entry = p.entry
WHERE m.body = $1 AND m.counts = 1
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 1200;

-- web_meetings_of(body)
SELECT entry, held, number FROM meeting WHERE body = $1 AND counts = 1
ORDER BY held DESC, entry LIMIT 120;

-- web_household_of(number, place)
SELECT entry FROM household
WHERE number = $1 AND place = $2 AND counts = 1 ORDER BY entry LIMIT 1;

-- web_meeting_number(body)
-- The last one; a cut-off sheet says how many there had been by then.
SELECT CAST(max(w.n) AS BIGINT) FROM (
  SELECT max(number) AS n FROM meeting WHERE body = $1 AND counts = 1
  UNION ALL
  SELECT max(meetings) FROM opening WHERE body = $1 AND counts = 1) w;

-- web_meeting_in(meeting)
SELECT body FROM meeting WHERE entry = $1;

-- web_meeting_fixes(meeting)
WITH RECURSIVE later (entry, deep) AS (
  SELECT entry, 1 FROM fix WHERE answers = $1
  UNION
  SELECT f.entry, l.deep + 1 FROM later l CROSS JOIN fix f
  WHERE f.answers = l.entry AND l.deep < 50)
SELECT f.entry, f.why, e.author, e.at
FROM later l CROSS JOIN fix f CROSS JOIN entry e
WHERE f.entry = l.entry AND e.id = f.entry
ORDER BY e.at, e.hash LIMIT 50;

-- web_meeting_quorum(body, day, parameter)
SELECT s.number, (
  SELECT count(*) FROM member m
  WHERE m.body = $1 AND m.counts = 1 AND m.joined <= $2
    AND (m.ended IS NULL OR m.ended > $2)) AS members, s.bylaw
FROM clause_said s
WHERE s.body = $1 AND s.parameter = $3 AND s.since <= $2
ORDER BY s.own DESC, s.since DESC, s.version DESC, s.bylaw DESC LIMIT 1;

-- web_meeting_left(body, day)
SELECT boxed FROM meeting
WHERE body = $1 AND counts = 1 AND not_held IS NULL AND held + 0 < $2
ORDER BY held + 0 DESC, boxed IS NULL, entry LIMIT 1;

-- web_meeting_person(body, member)
SELECT person FROM member WHERE body = $1 AND entry = $2 AND counts = 1;

-- web_meeting_member(body, person)
SELECT entry FROM member WHERE body = $1 AND person = $2 AND counts = 1
ORDER BY joined DESC, entry LIMIT 1;

-- web_meeting_pages(body)
SELECT a.entry, a.title, a.people FROM attachment a
WHERE a.about = $1 AND a.counts = 1 AND a.type <= 2 AND NOT EXISTS (
  SELECT 1 FROM attachment b JOIN meeting g ON g.entry = b.about
  WHERE b.file = a.file AND b.counts = 1 AND g.body = $1)
ORDER BY a.signed DESC, a.entry LIMIT 24;

-- web_meeting_photos(meeting)
SELECT a.entry, a.title, a.people FROM attachment a
WHERE a.about = $1 AND a.counts = 1 AND a.type <= 2
ORDER BY a.signed DESC, a.entry LIMIT 24;

-- web_resolved(body, meeting)
SELECT d.resolution, r.number, r.subject, r.passed, d.state, d.held, d.due,
  r.addressed
FROM resolved d JOIN resolution r ON r.entry = d.resolution
WHERE d.body = $1 AND (CAST($2 AS BYTEA) IS NULL OR d.meeting = $2)
ORDER BY r.passed DESC, r.number DESC NULLS LAST, d.resolution LIMIT 60;

-- web_resolution_number(body)
SELECT max(number) FROM resolution WHERE body = $1 AND counts = 1;

-- web_minutes_resolved(meeting)
SELECT entry, number FROM resolution WHERE meeting = $1 AND counts = 1
ORDER BY number NULLS LAST, entry LIMIT 60;

-- web_resolution_steps(resolution)
SELECT f.entry, f.held, f.state, f.what, f.due FROM followup f
WHERE f.resolution = $1 AND f.counts = 1
ORDER BY f.held, f.entry LIMIT 200;

-- web_resolution_stands(resolution)
SELECT state, held, due FROM resolved WHERE resolution = $1;

-- web_backlog_from(body)
SELECT (SELECT CAST(max(held) AS BIGINT) FROM meeting
        WHERE body = $1 AND counts = 1) AS last_met,
       (SELECT CAST(max(held) AS BIGINT) FROM opening
        WHERE body = $1 AND counts = 1) AS carried, b.formed
FROM body b WHERE b.entry = $1;

-- web_backlog_there(body, from, to)
SELECT entry, held FROM meeting
WHERE body = $1 AND held + 0 >= $2 AND held + 0 <= $3 AND counts = 1
ORDER BY held + 0, entry;

-- web_backlog_name(body)
SELECT name FROM body WHERE entry = $1;

-- web_old_offices()
SELECT code, title, title_ur, title_sd FROM office WHERE counts = 1
ORDER BY rank NULLS LAST, code;

-- web_meetings_unclosed(author, day)
-- Of the last entries: the author's own meetings since a day whose box nobody
-- counted, where the body counts its box at other times.
SELECT g.entry, g.body, g.held FROM entry e
JOIN meeting g ON g.entry = e.id
WHERE e.n > (SELECT coalesce(max(n), 0) - 20000 FROM entry)
  AND e.author = $1 AND g.held >= $2 AND g.counts = 1 AND g.boxed IS NULL
  AND g.not_held IS NULL AND EXISTS (
    SELECT 1 FROM meeting w
    WHERE w.body = g.body AND w.counts = 1 AND w.boxed IS NOT NULL)
ORDER BY g.held, g.entry LIMIT 40;

-- web_meeting_owing(body, day)
-- Loans paid out before that day that were not done with then.
SELECT m.entry AS member, l.entry AS loan, l.number, k.acts
FROM member m
JOIN loan_of y /* along member = m.entry */ ON y.member = m.entry
JOIN loan l ON l.entry = y.loan
JOIN loan_kept k ON k.thing = l.entry
WHERE m.body = $1 AND m.counts = 1 AND k.paid_out < $2
  AND (k.closed IS NULL OR k.closed >= $2)
ORDER BY m.entry, k.paid_out, l.entry LIMIT 400;

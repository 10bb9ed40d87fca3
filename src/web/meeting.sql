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
  s.name, s.name_ur, s.name_sd, s.father
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
SELECT max(number) FROM meeting WHERE body = $1 AND counts = 1;

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

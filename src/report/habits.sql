-- habits_vigils(day)
SELECT about, most, minutes, percent, least, whole, entry FROM vigil
WHERE counts = 1 AND (since IS NULL OR since <= $1)
  AND (until IS NULL OR until >= $1)
ORDER BY about, since NULLS FIRST, entry;

-- habits_meetings(first, last, login, place, rsp, day, project)
SELECT g.entry, g.author, e.at, g.body, g.held, g.signed,
       coalesce((SELECT CAST(sum(r.saved) AS BIGINT) FROM meeting_attendance r
                 WHERE r.entry = g.entry), g.total) AS saved,
       coalesce((SELECT CAST(sum(CASE r.present WHEN 0 THEN 1 ELSE 0 END)
                   AS BIGINT) FROM meeting_attendance r
                 WHERE r.entry = g.entry AND r.present IS NOT NULL),
                g.women + coalesce(g.men, 0), g.men) AS present,
       b.saving
FROM meeting g JOIN body b ON b.entry = g.body
JOIN entry e ON e.id = g.entry AND e.kind = 'meeting'
WHERE g.signed >= $1 AND g.signed <= $2 AND g.counts = 1
  AND g.not_held IS NULL AND b.counts = 1
  AND (CAST($3 AS TEXT) = '' OR g.author = $3)
  AND (CAST($5 AS BYTEA) IS NULL OR b.rsp = $5)
  AND (CAST($7 AS BYTEA) IS NULL OR b.project = $7)
  AND (CAST($4 AS BYTEA) IS NULL OR b.place IN (
    SELECT a.place FROM area a
    WHERE a.above = $4 AND a.since <= $6 AND a.until > $6))
ORDER BY g.author, e.at, g.entry, e.n;

-- habits_before(body, held)
SELECT entry FROM meeting
WHERE body = $1 AND held < $2 AND counts = 1 AND not_held IS NULL
ORDER BY held DESC, entry LIMIT 1;

-- habits_rows(meeting)
SELECT member, present, saved FROM meeting_attendance
WHERE entry = $1 ORDER BY member, n;

-- habits_staff(login, day)
SELECT entry, name FROM staff
WHERE login = $1 AND counts = 1 AND since <= $2
ORDER BY since DESC, entry LIMIT 1;

-- habits_answers(staff, about, first, last)
SELECT entry, outcome, says, answered FROM habit
WHERE staff = $1 AND about = $2 AND month >= $3 AND month <= $4 AND counts = 1
ORDER BY answered DESC, entry LIMIT 1;

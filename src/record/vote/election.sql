-- election_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- election_view(body, bylaw, meeting, reruns, today)
SELECT CAST($5 AS BIGINT) AS today, b.nature, b.formed, g.body AS bylaw_body,
       g.nature AS bylaw_nature, g.adopted, m.body AS meeting_body,
       m.held AS met, r.body AS reruns_body
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN bylaw g ON g.entry = $2
LEFT JOIN meeting m ON m.entry = $3
LEFT JOIN election r ON r.entry = $4;

-- election_facts(thing, since)
-- All that is said of one election (core/vote.h, enum vote_says). Who voted for
-- whom is nowhere.
-- The call: body, other by-law, third the one it is held anew for; a poll_on,
-- b method, c counting, d tie, e reason, g 1: a newer by-law stood on that day.
SELECT e.entry AS entry, 0 AS says, e.called AS on_day,
       CAST(NULL AS BIGINT) AS round, CAST(NULL AS TEXT) AS office,
       e.seed AS words, CAST(NULL AS BYTEA) AS person, e.body AS body,
       e.bylaw AS other, e.reruns AS third, CAST(NULL AS BYTEA) AS digest,
       e.poll_on AS a, e.method AS b, e.counting AS c, e.tie AS d,
       e.reason AS e,
       CASE WHEN EXISTS (
         SELECT 1 FROM bylaw n LEFT JOIN bylaw w ON w.entry = e.bylaw
         WHERE n.body = e.body AND n.counts = 1 AND n.adopted <= e.called
           AND n.entry <> e.bylaw
           AND (w.body IS NULL OR n.adopted > w.adopted
             OR (n.adopted = w.adopted AND n.version > w.version)))
         THEN 1 ELSE 0 END AS g,
       CAST(NULL AS BIGINT) AS h
FROM election e
WHERE e.entry = $1 AND e.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
-- A clause that spoke to the body by then: other by-law; a parameter, b number,
-- c own, d since, e version.
SELECT e.entry, 1, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS TEXT), s.said, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       s.bylaw, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), s.parameter,
       s.number, s.own, s.since, s.version, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT)
FROM clause_said s JOIN election e ON e.entry = $1
WHERE s.body = (SELECT body FROM election WHERE entry = $1)
  AND s.since <= e.called
UNION ALL
-- An office that is up: a seats.
SELECT s.entry, 2, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), s.office,
       CAST(NULL AS TEXT), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), s.seats,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM election_seat s WHERE s.entry = $1
UNION ALL
-- Of the committee: other staff; a role, b outside, c sex.
SELECT w.entry, 3, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS TEXT), CAST(NULL AS TEXT), w.person, CAST(NULL AS BYTEA),
       w.staff, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), w.role, w.outside,
       p.sex, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM election_warden w
LEFT JOIN person p ON p.entry = w.person
WHERE w.entry = $1
UNION ALL
-- A roll: a final.
SELECT r.entry, 4, r.drawn, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), r.digest, r.final,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM roll r WHERE r.election = $1 AND r.counts = 1
UNION ALL
-- On it: other delegate, third member; a eligible, b why, c 0: her seat, or the
-- membership it rests on, did not stand on that day.
SELECT r.entry, 5, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS TEXT), CAST(NULL AS TEXT), v.person, v.body, v.delegate,
       v.member, CAST(NULL AS BYTEA), v.eligible, v.why,
       CASE WHEN d.counts = 0 OR d.person <> v.person OR d.since > r.drawn
         OR d.ended <= r.drawn OR d.until <= r.drawn OR m.counts = 0
         OR m.person <> v.person OR m.joined > r.drawn OR m.ended <= r.drawn
         THEN 0 ELSE 1 END,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT)
FROM roll r JOIN roll_voter v ON v.entry = r.entry
LEFT JOIN delegate d ON d.entry = v.delegate
LEFT JOIN member m ON m.entry = v.member
WHERE r.election = $1 AND r.counts = 1
UNION ALL
-- A protest: other nomination; a about, b decided, c decided_on.
SELECT x.entry, 6, x.held, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), x.person, CAST(NULL AS BYTEA), x.nomination,
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), x.about, x.decided,
       x.decided_on, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM protest x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- A briefing: a women, b men.
SELECT x.entry, 7, x.held, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), x.women,
       x.men, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM briefing x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- A paper: other proposer, third seconder; a consent, b owes, c public_office, d
-- sex, e born, g of a minority, h with a disability.
SELECT n.entry, 8, n.filed, CAST(NULL AS BIGINT), n.office,
       CAST(NULL AS TEXT), n.person, CAST(NULL AS BYTEA), n.proposer,
       n.seconder, CAST(NULL AS BYTEA), n.consent, n.owes, n.public_office,
       p.sex, p.born, CASE WHEN p.faith > 0 THEN 1 ELSE 0 END,
       CASE WHEN p.disability > 0 THEN 1 ELSE 0 END
FROM nomination n LEFT JOIN person p ON p.entry = n.person
WHERE n.election = $1 AND n.counts = 1
UNION ALL
-- What became of it: other nomination; a verdict.
SELECT x.entry, 9, x.held, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       x.nomination, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), x.verdict,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM scrutiny x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- A ballot account: a present, b printed, c issued.
SELECT x.entry, 10, x.held, x.round, x.office, CAST(NULL AS TEXT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), x.present, x.printed,
       x.issued, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM ballot_account x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- A count sheet: words author; a valid, b rejected, c spoiled, d unused, e
-- not_returned, g undervotes, h 1: somebody else restated it.
SELECT x.entry, 11, x.held, x.round, x.office, x.author, CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), x.valid, x.rejected, x.spoiled, x.unused,
       x.not_returned, x.undervotes,
       CASE WHEN EXISTS (
         WITH RECURSIVE chain AS (
           SELECT f.entry, f.author FROM fix f
           WHERE f.answers = x.entry AND f.counts = 1
           UNION
           SELECT f.entry, f.author FROM chain c
           JOIN fix f ON f.answers = c.entry AND f.counts = 1)
         SELECT 1 FROM chain WHERE chain.author <> x.author)
         THEN 1 ELSE 0 END
FROM sheet x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- On it: a votes, b row.
SELECT x.entry, 12, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS TEXT), CAST(NULL AS TEXT), t.person, CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), t.votes,
       t.n, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM sheet x JOIN sheet_tally t ON t.entry = x.entry
WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- A declaration: other meeting.
SELECT x.entry, 13, x.held, x.round, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), x.meeting,
       CAST(NULL AS BYTEA), x.digest, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM declaration x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- On it: other outgoing; a votes, b rule, c row, d to h as of a paper.
SELECT x.entry, 14, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), w.office,
       CAST(NULL AS TEXT), w.person, CAST(NULL AS BYTEA), w.outgoing,
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), w.votes, w.rule, w.n, p.sex,
       p.born, CASE WHEN p.faith > 0 THEN 1 ELSE 0 END,
       CASE WHEN p.disability > 0 THEN 1 ELSE 0 END
FROM declaration x JOIN declaration_winner w ON w.entry = x.entry
LEFT JOIN person p ON p.entry = w.person
WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- An appeal: b decided, c decided_on.
SELECT x.entry, 15, x.held, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), x.person, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BIGINT),
       x.decided, x.decided_on, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM appeal x WHERE x.election = $1 AND x.counts = 1
UNION ALL
SELECT x.entry, 16, x.held, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), x.appeal,
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM annulment x WHERE x.election = $1 AND x.counts = 1
UNION ALL
SELECT x.entry, 17, x.held, CAST(NULL AS BIGINT), CAST(NULL AS TEXT),
       CAST(NULL AS TEXT), x.taker, CAST(NULL AS BYTEA), x.giver,
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM handover x WHERE x.election = $1 AND x.counts = 1
UNION ALL
-- A term of a candidate before: a ended, b until.
SELECT t.entry, 18, t.since, CAST(NULL AS BIGINT), t.office,
       CAST(NULL AS TEXT), t.person, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), t.ended, t.until,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM election e
JOIN term t ON t.body = e.body AND t.counts = 1 AND t.since < e.called
  AND t.basis <> 3
WHERE e.entry = $1 AND EXISTS (
  SELECT 1 FROM nomination n WHERE n.election = e.entry AND n.counts = 1
    AND n.person = t.person AND n.office = t.office)
UNION ALL
-- Who sits in an office that is not up: d to h as of a paper.
SELECT t.entry, 19, t.since, CAST(NULL AS BIGINT), t.office,
       CAST(NULL AS TEXT), t.person, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), p.sex, p.born,
       CASE WHEN p.faith > 0 THEN 1 ELSE 0 END,
       CASE WHEN p.disability > 0 THEN 1 ELSE 0 END
FROM election e
JOIN term t ON t.body = e.body AND t.counts = 1 AND t.since <= e.called
LEFT JOIN person p ON p.entry = t.person
WHERE e.entry = $1 AND (t.ended IS NULL OR t.ended > e.called)
  AND (t.until IS NULL OR t.until > e.called) AND NOT EXISTS (
  SELECT 1 FROM election_seat s
  WHERE s.entry = e.entry AND s.office = t.office)
ORDER BY says, on_day, entry, a, b, c, d, office, person, other;

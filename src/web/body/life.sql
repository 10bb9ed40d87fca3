-- web_life_path(body)
-- The stages of the way this body came, and when each was first reached: the way
-- its last dialogue names, else the one shipped for its nature. What was said in
-- the settlement before there was a body counts for the first one formed after.
SELECT s.code, s.title, s.title_ur, s.title_sd, s.papers, s.papers_ur,
       s.papers_sd, (
         SELECT CAST(min(d.held) AS BIGINT) FROM dialogue d
         WHERE d.counts = 1 AND d.pathway = p.code AND d.stage = s.code
           AND (d.body = $1 OR (d.body IS NULL AND d.place = b.place
             AND d.held <= b.formed AND NOT EXISTS (
               SELECT 1 FROM body o WHERE o.place = b.place AND o.counts = 1
                 AND o.nature = b.nature AND o.entry <> b.entry
                 AND o.formed >= d.held AND o.formed < b.formed)))) AS held, (
         SELECT d.entry FROM dialogue d
         WHERE d.counts = 1 AND d.pathway = p.code AND d.stage = s.code
           AND (d.body = $1 OR (d.body IS NULL AND d.place = b.place
             AND d.held <= b.formed AND NOT EXISTS (
               SELECT 1 FROM body o WHERE o.place = b.place AND o.counts = 1
                 AND o.nature = b.nature AND o.entry <> b.entry
                 AND o.formed >= d.held AND o.formed < b.formed)))
         ORDER BY d.held, d.entry LIMIT 1) AS entry, p.code AS pathway
FROM body b JOIN pathway p ON p.counts = 1
     JOIN pathway_stages s ON s.entry = p.entry
WHERE b.entry = $1 AND p.code = coalesce((
    SELECT d.pathway FROM dialogue d WHERE d.body = $1 AND d.counts = 1
    ORDER BY d.held DESC, d.entry DESC LIMIT 1), (
    SELECT min(q.code) FROM pathway q
    WHERE q.nature = b.nature AND q.counts = 1))
ORDER BY p.entry, s.n LIMIT 60;

-- web_pending_first()
-- Where the way to a CO begins.
SELECT p.code, s.code FROM pathway p JOIN pathway_stages s ON s.entry = p.entry
WHERE p.counts = 1 AND p.nature = 0
ORDER BY p.code, s.n LIMIT 1;

-- web_pending_stage(entry)
-- The stage a dialogue reached, and the one that comes after it; none: the body.
SELECT s.title, s.title_ur, s.title_sd, x.code, x.title, x.title_ur, x.title_sd,
       d.pathway, p.nature, (
         SELECT count(*) FROM pathway_stages l
         WHERE l.entry = p.entry AND l.n > x.n) AS after
FROM dialogue d
     JOIN pathway p ON p.code = d.pathway AND p.counts = 1
     JOIN pathway_stages s ON s.entry = p.entry AND s.code = d.stage
     LEFT JOIN pathway_stages x ON x.entry = p.entry AND x.n = s.n + 1
WHERE d.entry = $1
ORDER BY p.entry LIMIT 1;

-- web_life_formation(body)
SELECT entry, held, women, men, households, first_saving, bylaw
FROM formation WHERE body = $1 AND counts = 1
ORDER BY held, entry LIMIT 1;

-- web_life_partnerships(body)
SELECT entry, version, state, signed_on, until
FROM partnership WHERE body = $1 AND counts = 1
ORDER BY version DESC, signed_on DESC NULLS LAST, entry DESC LIMIT 20;

-- web_life_bylaws(body)
SELECT entry, version, adopted FROM bylaw
WHERE body = $1 AND counts = 1
ORDER BY adopted DESC, version DESC, entry DESC LIMIT 20;

-- web_life_registrations(body)
SELECT entry, regime, authority, number, registered, expires, state
FROM registration WHERE body = $1 AND counts = 1
ORDER BY registered DESC NULLS LAST, entry LIMIT 20;

-- web_life_duties(regime)
SELECT what, due_month, due_day, first_after, since, until
FROM duty WHERE regime = $1 AND counts = 1
ORDER BY due_month, due_day, what, entry LIMIT 40;

-- web_life_returns(registration)
SELECT what, due, done, entry FROM due_return
WHERE registration = $1 AND counts = 1
ORDER BY due, what, entry LIMIT 1000;

-- web_life_committees(body)
SELECT c.entry, c.nature, c.name, c.formed, c.closed, (
         SELECT count(*) FROM committee_seats s WHERE s.entry = c.entry)
         AS seats
FROM committee c WHERE c.body = $1 AND c.counts = 1
ORDER BY c.closed DESC NULLS FIRST, c.nature, c.formed, c.entry LIMIT 60;

-- web_life_accounts(body)
SELECT a.entry, a.bank, a.branch, a.opened, a.closed, a.body, (
         SELECT count(*) FROM account_signatories s
         WHERE s.entry = a.entry AND s.until IS NULL) AS sign
FROM account a JOIN account_now n ON n.account = a.entry
WHERE n.body = $1 AND (a.body = $1 OR a.entry IN (
    SELECT account FROM conveyance WHERE body = $1))
ORDER BY a.closed DESC NULLS FIRST, a.opened, a.entry LIMIT 20;

-- web_life_heirs(body)
SELECT body, since, way FROM heir WHERE origin = $1
ORDER BY since, body LIMIT 20;

-- web_life_origins(body)
SELECT origin, since, way FROM heir WHERE body = $1
ORDER BY since, origin LIMIT 20;

-- web_life_clauses(body)
SELECT c.parameter, c.number, c.said, c.since, c.bylaw, s.own, k.source
FROM clause_of c
JOIN clause_said s ON s.body = c.body AND s.parameter = c.parameter
  AND s.bylaw = c.bylaw
JOIN bylaw_clauses k ON k.entry = c.bylaw AND k.parameter = c.parameter
WHERE c.body = $1
ORDER BY c.parameter, c.bylaw LIMIT 100;

-- web_life_founding(body)
-- What a formation is likely to name: the meeting, its resolution, the terms.
SELECT b.formed, b.formed_grain, (
         SELECT m.entry FROM meeting m
         WHERE m.body = $1 AND m.counts = 1 AND m.nature = 3
         ORDER BY m.held, m.entry LIMIT 1) AS meeting, (
         SELECT r.entry FROM resolution r WHERE r.body = $1 AND r.counts = 1
         ORDER BY r.passed, r.number NULLS LAST, r.entry LIMIT 1)
         AS resolution, (
         SELECT p.entry FROM partnership p WHERE p.body = $1 AND p.counts = 1
         ORDER BY p.version DESC, p.entry DESC LIMIT 1) AS partnership
FROM body b WHERE b.entry = $1;

-- complaint_view(channel, received, today)
SELECT CAST($3 AS BIGINT) AS today,
       CASE WHEN CAST($1 AS TEXT) IS NULL THEN NULL
       WHEN EXISTS (
         SELECT 1 FROM redress r JOIN redress_channels c ON c.entry = r.entry
         WHERE r.counts = 1 AND c.code = $1 AND r.since <= $2
           AND (r.until IS NULL OR r.until >= $2)) THEN 1 ELSE 0 END AS known;

-- complaint_stir(entry)
SELECT thing, CAST(NULL AS BIGINT) AS since, 'handling' AS kind
FROM handling WHERE complaint = $1;

-- complaint_facts(thing, since)
SELECT c.entry, (
         SELECT CAST(coalesce(sum(r.times), 0) AS BIGINT) FROM restated r
         WHERE r.thing = c.entry) AS restated,
       CAST(0 AS BIGINT) AS hers
FROM complaint c WHERE c.entry = $1 AND c.counts = 1
  AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY c.entry;

-- complaint_bound(channel, entry)
-- Said on a member's own page (web/saving/said.h); what was said so may be
-- restated.
SELECT CAST(NULL AS BYTEA) AS entry, CAST(0 AS BIGINT) AS restated,
       CAST(1 AS BIGINT) AS hers
FROM (SELECT 1 AS one) o
WHERE CAST($1 AS TEXT) = 'own_page' AND NOT EXISTS (
  SELECT 1 FROM complaint c WHERE c.entry = $2 AND c.channel = 'own_page');

-- script complaint_views
-- Complaints of both paths, whom each names and since when.
CREATE VIEW complained AS
SELECT entry AS thing, staff, person, body, received FROM complaint
UNION ALL
SELECT entry, staff, person, body, received FROM safeguard;

-- Logins of whom a complaint names: the same login is the same person in
-- another post. Of a body: its members, office bearers and delegates of that
-- day or later. Whose a login is, is known where its access says so.
CREATE VIEW accused AS
SELECT c.thing, s.login FROM complained c
JOIN staff s ON s.entry = c.staff WHERE s.login IS NOT NULL
UNION ALL
SELECT c.thing, k.login FROM complained c
JOIN access k ON k.counts = 1 AND k.person = c.person
UNION ALL
SELECT c.thing, k.login FROM complained c
JOIN member m ON m.body = c.body AND m.counts = 1
  AND (m.ended IS NULL OR m.ended >= c.received)
JOIN access k ON k.counts = 1 AND k.person = m.person
UNION ALL
SELECT c.thing, k.login FROM complained c
JOIN term t ON t.body = c.body AND t.counts = 1
  AND (t.ended IS NULL OR t.ended >= c.received)
JOIN access k ON k.counts = 1 AND k.person = t.person
UNION ALL
SELECT c.thing, k.login FROM complained c
JOIN delegate d ON d.parent = c.body AND d.counts = 1
  AND (d.ended IS NULL OR d.ended >= c.received)
JOIN access k ON k.counts = 1 AND k.person = d.person;

-- What hangs on who is in a body.
CREATE VIEW heard_of AS
SELECT body, thing, 'complaint' AS kind FROM complaint WHERE body IS NOT NULL
UNION ALL
SELECT body, thing, 'safeguard' FROM safeguard WHERE body IS NOT NULL
UNION ALL
SELECT c.body, h.thing, 'handling'
FROM complaint c JOIN handling h ON h.complaint = c.entry
WHERE c.body IS NOT NULL
UNION ALL
SELECT c.body, h.thing, 'inquiry'
FROM safeguard c JOIN inquiry h ON h.safeguard = c.entry
WHERE c.body IS NOT NULL;

-- The same logins, and the steps about it.
CREATE VIEW barred AS
SELECT thing, login FROM accused
UNION ALL
SELECT h.entry, a.login FROM handling h JOIN accused a ON a.thing = h.complaint
UNION ALL
SELECT h.entry, a.login FROM inquiry h JOIN accused a ON a.thing = h.safeguard;

-- How often one of them restated it all the same.
CREATE VIEW restated AS
SELECT b.thing, b.login, (
  WITH RECURSIVE later (entry, deep) AS (
    SELECT f.entry, 1 FROM fix f WHERE f.answers = b.thing AND f.counts = 1
    UNION
    SELECT f.entry, l.deep + 1 FROM later l CROSS JOIN fix f
    WHERE f.answers = l.entry AND f.counts = 1 AND l.deep < 50)
  SELECT count(*) FROM later l JOIN fix f ON f.entry = l.entry
  WHERE f.author = b.login) AS times
FROM barred b;

-- The steps that count: not those by whom the complaint names, as handler or
-- as author. Path 0: complaints, 1: the separate path.
CREATE VIEW handled AS
SELECT 0 AS path, h.complaint AS about, h.entry, h.done AS held, h.stage,
       h.outcome, h.handler, h.author
FROM handling h JOIN complaint c ON c.entry = h.complaint
LEFT JOIN staff w ON w.entry = h.handler
WHERE h.counts = 1 AND c.counts = 1
  AND (h.handler IS NULL OR c.staff IS NULL OR h.handler <> c.staff)
  AND NOT EXISTS (SELECT 1 FROM accused a WHERE a.thing = c.entry
    AND (a.login = h.author OR a.login = w.login))
UNION ALL
SELECT 1, h.safeguard, h.entry, h.done, h.stage, h.outcome, h.handler, h.author
FROM inquiry h JOIN safeguard c ON c.entry = h.safeguard
LEFT JOIN staff w ON w.entry = h.handler
WHERE h.counts = 1 AND c.counts = 1
  AND (h.handler IS NULL OR c.staff IS NULL OR h.handler <> c.staff)
  AND NOT EXISTS (SELECT 1 FROM accused a WHERE a.thing = c.entry
    AND (a.login = h.author OR a.login = w.login));

-- Each complaint and the days on which its steps were first done.
CREATE VIEW redressed AS
SELECT 0 AS path, c.entry, c.rsp, c.place, c.project, c.body, c.received,
       c.nature, c.number, c.channel,
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 0) AS acknowledged,
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 1) AS assigned,
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 3) AS decided,
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 4) AS told,
       (SELECT h.stage FROM handled h WHERE h.about = c.entry
        ORDER BY h.held DESC, h.stage DESC, h.entry LIMIT 1) AS stage,
       (SELECT h.handler FROM handled h
        WHERE h.about = c.entry AND h.handler IS NOT NULL
        ORDER BY h.held DESC, h.entry LIMIT 1) AS handler
FROM complaint c WHERE c.counts = 1
UNION ALL
SELECT 1, c.entry, c.rsp, c.place, c.project, c.body, c.received,
       c.nature, c.number, c.channel,
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 0),
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 1),
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 3),
       (SELECT CAST(min(h.held) AS BIGINT) FROM handled h
        WHERE h.about = c.entry AND h.stage = 4),
       (SELECT h.stage FROM handled h WHERE h.about = c.entry
        ORDER BY h.held DESC, h.stage DESC, h.entry LIMIT 1),
       (SELECT h.handler FROM handled h
        WHERE h.about = c.entry AND h.handler IS NOT NULL
        ORDER BY h.held DESC, h.entry LIMIT 1)
FROM safeguard c WHERE c.counts = 1;

-- script complaint_views_drop
DROP VIEW IF EXISTS redressed;
DROP VIEW IF EXISTS handled;
DROP VIEW IF EXISTS restated;
DROP VIEW IF EXISTS barred;
DROP VIEW IF EXISTS accused;
DROP VIEW IF EXISTS complained;
DROP VIEW IF EXISTS heard_of;

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

-- script complaint_views
-- Logins of whom a complaint, or a step about it, names: whoever has the same
-- login is the same person in another post.
CREATE VIEW barred AS
SELECT c.entry AS thing, s.login FROM complaint c
JOIN staff s ON s.entry = c.staff WHERE s.login IS NOT NULL
UNION ALL
SELECT c.entry, s.login FROM safeguard c
JOIN staff s ON s.entry = c.staff WHERE s.login IS NOT NULL
UNION ALL
SELECT h.entry, s.login FROM handling h
JOIN complaint c ON c.entry = h.complaint
JOIN staff s ON s.entry = c.staff WHERE s.login IS NOT NULL
UNION ALL
SELECT h.entry, s.login FROM inquiry h
JOIN safeguard c ON c.entry = h.safeguard
JOIN staff s ON s.entry = c.staff WHERE s.login IS NOT NULL;

-- The steps that count: not those by whom the complaint names, as handler or
-- as author. Path 0: complaints, 1: the separate path.
CREATE VIEW handled AS
SELECT 0 AS path, h.complaint AS about, h.entry, h.done AS held, h.stage,
       h.outcome, h.handler, h.author
FROM handling h JOIN complaint c ON c.entry = h.complaint
LEFT JOIN staff s ON s.entry = c.staff
LEFT JOIN staff w ON w.entry = h.handler
WHERE h.counts = 1 AND c.counts = 1
  AND (h.handler IS NULL OR c.staff IS NULL OR h.handler <> c.staff)
  AND NOT coalesce(s.login = w.login, 1 = 0)
  AND NOT coalesce(s.login = h.author, 1 = 0)
UNION ALL
SELECT 1, h.safeguard, h.entry, h.done, h.stage, h.outcome, h.handler, h.author
FROM inquiry h JOIN safeguard c ON c.entry = h.safeguard
LEFT JOIN staff s ON s.entry = c.staff
LEFT JOIN staff w ON w.entry = h.handler
WHERE h.counts = 1 AND c.counts = 1
  AND (h.handler IS NULL OR c.staff IS NULL OR h.handler <> c.staff)
  AND NOT coalesce(s.login = w.login, 1 = 0)
  AND NOT coalesce(s.login = h.author, 1 = 0);

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
DROP VIEW IF EXISTS barred;

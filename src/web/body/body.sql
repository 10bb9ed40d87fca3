-- web_body_parent(body, day)
SELECT l.parent, l.since, l.entry FROM link l
WHERE l.body = $1 AND l.counts = 1 AND l.since <= $2
ORDER BY l.since DESC, l.entry DESC LIMIT 1;

-- web_body_children(body, day)
SELECT c.entry, c.nature, c.sex,
       CASE WHEN l.entry IS NULL THEN c.formed ELSE l.since END AS since,
       CASE WHEN l.entry IS NULL OR l.parent = $1 THEN 1 ELSE 0 END AS belongs,
       (SELECT count(*) FROM member m WHERE m.body = c.entry AND m.counts = 1
          AND m.joined <= $2 AND (m.ended IS NULL OR m.ended > $2)) AS members
FROM (
  SELECT b.entry, b.nature, b.sex, b.name, b.formed, (
      SELECT k.entry FROM link k
      WHERE k.body = b.entry AND k.counts = 1 AND k.since <= $2
      ORDER BY k.since DESC, k.entry DESC LIMIT 1) AS last
  FROM body b WHERE b.counts = 1 AND (b.parent = $1 OR b.entry IN (
      SELECT body FROM link WHERE parent = $1 AND counts = 1))
) c LEFT JOIN link l ON l.entry = c.last
ORDER BY belongs DESC, c.nature, c.name, c.entry LIMIT 500;

-- web_body_members(body)
SELECT m.entry, m.person, m.number, m.joined, m.joined_grain, m.ended,
       m.ended_grain, m.why, p.sex
FROM member m JOIN person p ON p.entry = m.person
WHERE m.body = $1 AND m.counts = 1
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 1000;

-- web_body_meetings(body, most)
SELECT g.entry, g.held, g.not_held, g.nature,
       coalesce((SELECT CAST(sum(CASE r.present WHEN 0 THEN 1 ELSE 0 END)
                   AS BIGINT) FROM meeting_attendance r
                 WHERE r.entry = g.entry AND r.present IS NOT NULL),
                CASE WHEN g.women IS NOT NULL OR g.men IS NOT NULL
                  THEN coalesce(g.women, 0) + coalesce(g.men, 0) END)
         AS present,
       coalesce((SELECT CAST(sum(r.saved) AS BIGINT) FROM meeting_attendance r
                 WHERE r.entry = g.entry), g.total) AS saved
FROM meeting g WHERE g.body = $1 AND g.counts = 1
ORDER BY g.held DESC, g.entry DESC LIMIT $2;

-- web_body_sums(body)
-- Meetings and savings to date: the last cut-off sheet, and every meeting after
-- its day; those before it are within what it says.
WITH carried AS (
  SELECT o.held, o.meetings, o.savings FROM opening o
  WHERE o.body = $1 AND o.counts = 1
  ORDER BY o.held DESC, o.entry DESC LIMIT 1)
SELECT coalesce((SELECT meetings FROM carried), 0) + count(*),
       CASE WHEN sum(saved) IS NULL THEN (SELECT savings FROM carried)
       ELSE coalesce((SELECT savings FROM carried), 0)
         + CAST(sum(saved) AS BIGINT) END,
       coalesce((SELECT meetings FROM carried), 0)
         + CAST(coalesce(sum(was_held), 0) AS BIGINT)
FROM (
  SELECT CASE WHEN g.not_held IS NULL THEN 1 ELSE 0 END AS was_held,
         coalesce((SELECT CAST(sum(r.saved) AS BIGINT)
                   FROM meeting_attendance r WHERE r.entry = g.entry),
                  g.total) AS saved
  FROM meeting g WHERE g.body = $1 AND g.counts = 1
    AND g.held > coalesce((SELECT held FROM carried WHERE savings IS NOT NULL
                           OR meetings IS NOT NULL), -2147483647)
) AS each_one;

-- web_body_charge(body, day)
SELECT c.taker, c.since, c.entry FROM charge_bodies x
JOIN charge c ON c.entry = x.entry
WHERE x.body = $1 AND c.counts = 1 AND c.since <= $2
ORDER BY c.since DESC, c.entry DESC LIMIT 1;

-- web_body_timeline(body, most)
-- Its own past, and that of what it grew out of, up to then.
WITH RECURSIVE line AS (
  SELECT coalesce(CAST(NULL AS BYTEA), $1) AS body,
         CAST(2147483647 AS BIGINT) AS until
  UNION
  SELECT h.origin, CASE WHEN h.since < l.until THEN h.since ELSE l.until END
  FROM line l CROSS JOIN heir h WHERE h.body = l.body)
SELECT t.on_day, t.what, t.entry, t.other, t.says, t.why FROM (
  SELECT b.formed AS on_day, 'formed' AS what, b.entry, b.parent AS other,
         CAST(NULL AS BIGINT) AS says, CAST(NULL AS TEXT) AS why
  FROM line l JOIN body b ON b.entry = l.body
  UNION ALL
  SELECT k.since, CASE WHEN k.parent IS NULL THEN 'alone' ELSE 'joined' END,
         k.entry, k.parent, CAST(NULL AS BIGINT), k.why
  FROM line l JOIN link k ON k.body = l.body
  WHERE k.counts = 1 AND k.since <= l.until
  UNION ALL
  SELECT s.since, 'standing', s.entry, s.successor, s.state, s.why
  FROM line l JOIN standing s ON s.body = l.body
  WHERE s.counts = 1 AND s.since <= l.until
  UNION ALL
  SELECT c.since, 'charge', c.entry, c.taker, CAST(NULL AS BIGINT), c.why
  FROM line l JOIN charge_bodies x ON x.body = l.body
  JOIN charge c ON c.entry = x.entry
  WHERE c.counts = 1 AND c.since <= l.until
  UNION ALL
  SELECT m.held, 'meeting', m.entry, CAST(NULL AS BYTEA), m.nature,
         CAST(NULL AS TEXT)
  FROM line l JOIN meeting m ON m.body = l.body
  WHERE m.counts = 1 AND m.nature > 0 AND m.held <= l.until
  UNION ALL
  SELECT d.held, 'dialogue', d.entry, CAST(NULL AS BYTEA),
         CAST(NULL AS BIGINT), CAST(NULL AS TEXT)
  FROM line l JOIN dialogue d ON d.body = l.body
  WHERE d.counts = 1 AND d.held <= l.until
  UNION ALL
  SELECT p.signed_on, 'partnership', p.entry, CAST(NULL AS BYTEA), p.state,
         p.why
  FROM line l JOIN partnership p ON p.body = l.body
  WHERE p.counts = 1 AND p.signed_on <= l.until
  UNION ALL
  SELECT g.adopted, 'bylaw', g.entry, CAST(NULL AS BYTEA), g.version,
         CAST(NULL AS TEXT)
  FROM line l JOIN bylaw g ON g.body = l.body
  WHERE g.counts = 1 AND g.adopted <= l.until
  UNION ALL
  SELECT r.registered, 'registration', r.entry, CAST(NULL AS BYTEA), r.regime,
         r.number
  FROM line l JOIN registration r ON r.body = l.body
  WHERE r.counts = 1 AND r.registered <= l.until
  UNION ALL
  SELECT d.since, 'descent', d.entry, d.origin, d.way, d.why
  FROM line l JOIN descent d ON d.body = l.body
  WHERE d.counts = 1 AND d.since <= l.until
) AS t
ORDER BY t.on_day DESC, t.what, t.entry LIMIT $2;

-- web_body_state(body, day)
SELECT state, since, entry FROM standing
WHERE body = $1 AND counts = 1 AND since <= $2
ORDER BY since DESC, entry DESC LIMIT 1;

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
SELECT count(*), CAST(sum(saved) AS BIGINT), CAST(sum(was_held) AS BIGINT)
FROM (
  SELECT CASE WHEN g.not_held IS NULL THEN 1 ELSE 0 END AS was_held,
         coalesce((SELECT CAST(sum(r.saved) AS BIGINT)
                   FROM meeting_attendance r WHERE r.entry = g.entry),
                  g.total) AS saved
  FROM meeting g WHERE g.body = $1 AND g.counts = 1) AS each_one;

-- web_body_charge(body, day)
SELECT c.taker, c.since, c.entry FROM charge_bodies x
JOIN charge c ON c.entry = x.entry
WHERE x.body = $1 AND c.counts = 1 AND c.since <= $2
ORDER BY c.since DESC, c.entry DESC LIMIT 1;

-- web_body_timeline(body, most)
SELECT t.on_day, t.what, t.entry, t.other, t.says, t.why FROM (
  SELECT formed AS on_day, 'formed' AS what, entry, parent AS other,
         CAST(NULL AS BIGINT) AS says, CAST(NULL AS TEXT) AS why
  FROM body WHERE entry = $1
  UNION ALL
  SELECT since, CASE WHEN parent IS NULL THEN 'alone' ELSE 'joined' END, entry,
         parent, CAST(NULL AS BIGINT), why
  FROM link WHERE body = $1 AND counts = 1
  UNION ALL
  SELECT since, 'standing', entry, successor, state, why
  FROM standing WHERE body = $1 AND counts = 1
  UNION ALL
  SELECT c.since, 'charge', c.entry, c.taker, CAST(NULL AS BIGINT), c.why
  FROM charge_bodies x JOIN charge c ON c.entry = x.entry
  WHERE x.body = $1 AND c.counts = 1
  UNION ALL
  SELECT held, 'meeting', entry, CAST(NULL AS BYTEA), nature,
         CAST(NULL AS TEXT)
  FROM meeting WHERE body = $1 AND counts = 1 AND nature > 0
) AS t
ORDER BY t.on_day DESC, t.what, t.entry LIMIT $2;

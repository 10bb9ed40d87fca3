-- web_mine_body(body)
-- What it is called, how often it meets, and when it last did.
SELECT b.meets, (SELECT max(g.held) FROM meeting g
                 WHERE g.body = b.entry AND g.counts = 1) AS last_met,
       b.name, b.name_ur, b.name_sd
FROM body b WHERE b.entry = $1;

-- said_by(mark)
-- Whose code it is while it is good: she, her body, and where that stands.
SELECT m.person, m.body, b.place, b.rsp, b.project, p.sex FROM passkey k
JOIN member m ON m.entry = k.member AND m.counts = 1
JOIN body b ON b.entry = m.body
LEFT JOIN person p ON p.entry = m.person
WHERE k.mark = $1 AND k.does = 0 AND k.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM passkey r
  WHERE r.mark = k.mark AND r.does = 1 AND r.counts = 1)
ORDER BY k.entry LIMIT 1;

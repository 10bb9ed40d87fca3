-- web_mine_body(body)
-- What it is called, how often it meets, and when it last did.
SELECT b.meets, (SELECT max(g.held) FROM meeting g
                 WHERE g.body = b.entry AND g.counts = 1) AS last_met,
       b.name, b.name_ur, b.name_sd
FROM body b WHERE b.entry = $1;

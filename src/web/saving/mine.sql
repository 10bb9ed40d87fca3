-- web_mine_next(body)
-- How often a body meets, and when it last did.
SELECT b.meets, (SELECT max(g.held) FROM meeting g
                 WHERE g.body = b.entry AND g.counts = 1) AS last_met
FROM body b WHERE b.entry = $1;

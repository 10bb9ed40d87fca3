-- descent_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- descent_view(body, origin, today)
SELECT CAST($3 AS BIGINT) AS today, b.nature, o.nature AS origin_nature
FROM (SELECT 1 AS one) x
LEFT JOIN body b ON b.entry = $1
LEFT JOIN body o ON o.entry = $2;

-- script descent_views
-- Which body goes on in which, said as a descent or with the end of the first.
CREATE VIEW heir AS
SELECT d.origin, d.body, d.since, d.way FROM descent d WHERE d.counts = 1
UNION
SELECT s.body, s.successor, s.since, s.state - 4 FROM standing s
WHERE s.counts = 1 AND s.state > 3 AND s.successor IS NOT NULL;

-- script descent_views_drop
DROP VIEW IF EXISTS heir;

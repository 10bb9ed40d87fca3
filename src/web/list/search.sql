-- web_former(most)
-- Bodies that were corrected, each with its entry and every fix since.
WITH RECURSIVE said (body, at, deep) AS (
  SELECT b.entry, f.entry, 1 FROM fix f CROSS JOIN body b
  WHERE b.entry = f.answers AND b.counts = 1
  UNION
  SELECT s.body, f.entry, s.deep + 1 FROM said s CROSS JOIN fix f
  WHERE f.answers = s.at AND s.deep < 50)
SELECT body, at FROM said
UNION
SELECT body, body FROM said
ORDER BY 1, 2 LIMIT $1;

-- web_entries_between(from, to, most)
SELECT id, kind FROM entry WHERE id >= $1 AND id <= $2 ORDER BY id, n LIMIT $3;

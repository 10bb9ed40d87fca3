-- web_due_of_staff(staff, day, most)
SELECT w.entry, w.place, w.meets, w.last_met, w.due FROM (
  SELECT d.entry, d.place, d.meets, d.last_met, d.state,
         d.last_met + CASE d.meets WHEN 0 THEN 7 WHEN 1 THEN 14 WHEN 2 THEN 31
           WHEN 3 THEN 92 ELSE 366 END AS due
  FROM (
    SELECT b.entry, b.place, b.meets,
           coalesce((SELECT max(g.held) FROM meeting g WHERE g.body = b.entry
                     AND g.counts = 1 AND g.held <= $2
                     AND g.not_held IS NULL), b.formed) AS last_met, (
             SELECT s.state FROM standing s WHERE s.body = b.entry
               AND s.counts = 1 AND s.since <= $2
             ORDER BY s.since DESC, s.entry DESC LIMIT 1) AS state
    FROM body b
    WHERE b.counts = 1 AND b.meets IS NOT NULL AND b.formed <= $2
      AND b.entry IN (
        SELECT x.body FROM charge c JOIN charge_bodies x ON x.entry = c.entry
        WHERE c.taker = $1 AND c.counts = 1 AND c.since <= $2)
      AND (SELECT d.taker FROM charge_bodies y
           JOIN charge d ON d.entry = y.entry
           WHERE y.body = b.entry AND d.counts = 1 AND d.since <= $2
           ORDER BY d.since DESC, d.entry DESC LIMIT 1) = $1
  ) d
) w
WHERE coalesce(w.state, 0) <= 2 AND w.due < $2
ORDER BY w.due, w.entry LIMIT $3;

-- web_found_of(author, at)
SELECT f.what, min(f.level), count(*) FROM entry e
JOIN finding f ON f.entry = e.id
WHERE e.n > (SELECT coalesce(max(n), 0) - 20000 FROM entry)
  AND e.author = $1 AND e.at >= $2
GROUP BY f.what ORDER BY 3 DESC, f.what LIMIT 30;

-- inquiry_scope(safeguard)
SELECT place, rsp, project FROM safeguard WHERE entry = $1;

-- inquiry_view(safeguard, handler, today)
SELECT CAST($3 AS BIGINT) AS today, c.received,
       CASE WHEN w.entry = s.entry OR w.login = s.login THEN 1 ELSE 0 END
         AS named
FROM (SELECT 1 AS one) o
LEFT JOIN safeguard c ON c.entry = $1
LEFT JOIN staff s ON s.entry = c.staff
LEFT JOIN staff w ON w.entry = $2;

-- inquiry_facts(thing, since)
SELECT h.entry, h.done AS held, c.received, h.stage,
       CASE WHEN w.entry = c.staff OR EXISTS (
           SELECT 1 FROM accused a WHERE a.thing = c.entry
             AND (a.login = h.author OR a.login = w.login))
         THEN 1 ELSE 0 END AS barred, (
         SELECT CAST(coalesce(sum(r.times), 0) AS BIGINT) FROM restated r
         WHERE r.thing = h.entry) AS restated, (
         SELECT l.days FROM redress r JOIN redress_limits l ON l.entry = r.entry
         WHERE r.counts = 1 AND l.path = 1 AND r.since <= c.received
           AND (r.until IS NULL OR r.until >= c.received)
           AND l.stage = CASE h.stage WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 3 THEN 2
             WHEN 4 THEN 3 WHEN 6 THEN 4 END
         ORDER BY r.since DESC, r.code, r.entry, l.n LIMIT 1) AS days
FROM inquiry h
JOIN safeguard c ON c.entry = h.safeguard AND c.counts = 1
LEFT JOIN staff w ON w.entry = h.handler
WHERE h.thing = $1 AND h.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY h.done, h.entry;

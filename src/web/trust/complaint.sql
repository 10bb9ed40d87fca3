-- web_redress_limits(entry, path)
SELECT stage, days FROM redress_limits WHERE entry = $1 AND path = $2
ORDER BY stage, n;

-- web_redress_channel(entry, code)
SELECT title, title_ur, title_sd FROM redress_channels
WHERE entry = $1 AND code = $2 ORDER BY n LIMIT 1;

-- web_receipt(number, typed)
-- What whoever holds the number may know: how far it is, and nothing of what
-- it is about.
SELECT path, received, acknowledged, assigned, decided, told, stage
FROM redressed WHERE number = $1 OR number = $2 ORDER BY entry LIMIT 1;

-- web_complaint_days(entry)
SELECT path, received, acknowledged, assigned, decided, told, stage, handler
FROM redressed WHERE entry = $1;

-- web_complaint_steps(complaint)
-- Steps on either path; those that do not count are shown as that.
SELECT h.entry, h.done, h.stage, h.outcome, h.handler, h.author,
       CASE WHEN EXISTS (SELECT 1 FROM handled c WHERE c.entry = h.entry)
         THEN 1 ELSE 0 END AS counted
FROM handling h WHERE h.complaint = $1 AND h.counts = 1
UNION ALL
SELECT h.entry, h.done, h.stage, h.outcome, h.handler, h.author,
       CASE WHEN EXISTS (SELECT 1 FROM handled c WHERE c.entry = h.entry)
         THEN 1 ELSE 0 END
FROM inquiry h WHERE h.safeguard = $1 AND h.counts = 1
ORDER BY 2, 1;

-- oversight_any()
SELECT 1 FROM oversight WHERE counts = 1 LIMIT 1;

-- oversight_all()
SELECT record, role, most, since, until, entry FROM oversight WHERE counts = 1
ORDER BY record, since, role, entry;

-- oversight_one(entry)
SELECT record, since FROM oversight WHERE entry = $1;

-- oversight_of(record, signed)
SELECT o.role, r.name, r.name_ur, r.name_sd, o.entry, o.most
FROM oversight o LEFT JOIN role r ON r.code = o.role AND r.counts = 1
WHERE o.record = $1 AND o.since <= $2 AND (o.until >= $2 OR o.until IS NULL)
  AND o.counts = 1
ORDER BY o.most NULLS LAST, o.role, o.entry, r.entry;

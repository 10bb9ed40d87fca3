-- safeguard_view(channel, received, today)
SELECT CAST($3 AS BIGINT) AS today,
       CASE WHEN CAST($1 AS TEXT) IS NULL THEN NULL
       WHEN EXISTS (
         SELECT 1 FROM redress r JOIN redress_channels c ON c.entry = r.entry
         WHERE r.counts = 1 AND c.code = $1 AND r.since <= $2
           AND (r.until IS NULL OR r.until >= $2)) THEN 1 ELSE 0 END AS known;

-- safeguard_stir(entry)
SELECT thing, CAST(NULL AS BIGINT) AS since, 'inquiry' AS kind
FROM inquiry WHERE safeguard = $1;

-- safeguard_facts(thing, since)
SELECT c.entry, (
         SELECT CAST(coalesce(sum(r.times), 0) AS BIGINT) FROM restated r
         WHERE r.thing = c.entry) AS restated
FROM safeguard c WHERE c.entry = $1 AND c.counts = 1
  AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY c.entry;

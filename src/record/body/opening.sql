-- opening_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- opening_view(body, today)
SELECT CAST($2 AS BIGINT) AS today, b.formed
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- opening_facts(thing, since)
SELECT o.entry, o.body, o.account, o.held, o.box, o.bank, o.loans_out, o.savings
FROM opening o
WHERE o.thing = $1 AND o.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY o.held, o.entry;

-- opening_touch(entry)
SELECT body AS thing, CAST(NULL AS BIGINT) AS since, 'body' AS kind
FROM opening WHERE entry = $1;

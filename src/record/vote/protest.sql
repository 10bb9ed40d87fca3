-- protest_scope(election)
SELECT b.place, b.rsp, b.project
FROM election e JOIN body b ON b.entry = e.body WHERE e.entry = $1;

-- protest_view(election, nomination, today)
SELECT CAST($3 AS BIGINT) AS today, e.called, n.election AS other
FROM (SELECT 1 AS one) o
LEFT JOIN election e ON e.entry = $1
LEFT JOIN nomination n ON n.entry = $2;

-- protest_touch(entry)
SELECT election AS thing, CAST(NULL AS BIGINT) AS since, 'election' AS kind
FROM protest WHERE entry = $1;

-- annulment_scope(election)
SELECT b.place, b.rsp, b.project
FROM election e JOIN body b ON b.entry = e.body WHERE e.entry = $1;

-- annulment_view(election, appeal, today)
SELECT CAST($3 AS BIGINT) AS today, e.called, a.election AS other, a.decided
FROM (SELECT 1 AS one) o
LEFT JOIN election e ON e.entry = $1
LEFT JOIN appeal a ON a.entry = $2;

-- annulment_touch(entry)
SELECT election AS thing, CAST(NULL AS BIGINT) AS since, 'election' AS kind
FROM annulment WHERE entry = $1;

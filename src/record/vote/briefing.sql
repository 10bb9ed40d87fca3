-- briefing_scope(election)
SELECT b.place, b.rsp, b.project
FROM election e JOIN body b ON b.entry = e.body WHERE e.entry = $1;

-- briefing_view(election, today)
SELECT CAST($2 AS BIGINT) AS today, e.called
FROM (SELECT 1 AS one) o LEFT JOIN election e ON e.entry = $1;

-- briefing_touch(entry)
SELECT election AS thing, CAST(NULL AS BIGINT) AS since, 'election' AS kind
FROM briefing WHERE entry = $1;

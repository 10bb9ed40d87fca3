-- need_change_scope(need)
SELECT b.place, b.rsp, b.project
FROM need n JOIN body b ON b.entry = n.body WHERE n.entry = $1;

-- need_change_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- need_change_touch(entry)
SELECT need AS thing, CAST(NULL AS BIGINT) AS since, 'need' AS kind
FROM need_change WHERE entry = $1;

-- enrolment_scope(school)
SELECT b.place, b.rsp, b.project
FROM school x JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- enrolment_view(school, today)
SELECT CAST($2 AS BIGINT) AS today, x.opened, x.closed, x.pupils
FROM (SELECT 1 AS one) o LEFT JOIN school x ON x.entry = $1;

-- enrolment_touch(entry)
SELECT school AS thing, CAST(NULL AS BIGINT) AS since, 'school' AS kind
FROM enrolment WHERE entry = $1;

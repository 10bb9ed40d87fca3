-- literacy_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- literacy_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- literacy_facts(thing, since)
SELECT x.entry AS entry, x.held AS on_day, x.assessed, x.women, x.men,
       x.women_passed, x.men_passed, (
         SELECT count(*) FROM literacy_learners l
         JOIN person p ON p.entry = l.person
         WHERE l.entry = x.entry AND p.sex = 0) AS women_named, (
         SELECT count(*) FROM literacy_learners l
         JOIN person p ON p.entry = l.person
         WHERE l.entry = x.entry AND p.sex = 1) AS men_named,
       b.place, b.rsp, coalesce(x.project, b.project) AS project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'literate') = 'literate') AS cutover
FROM literacy x JOIN body b ON b.entry = x.body AND b.counts = 1
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry;

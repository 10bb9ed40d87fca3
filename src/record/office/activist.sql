-- activist_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- activist_view(body, person, meeting, today)
SELECT CAST($4 AS BIGINT) AS today, b.formed, p.born, p.born_grain,
       g.body AS met
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN person p ON p.entry = $2
LEFT JOIN meeting g ON g.entry = $3;

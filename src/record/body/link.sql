-- link_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- link_view(body, parent, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, b.nature, b.sex,
       p.nature AS parent_nature, p.sex AS parent_sex,
       CASE WHEN p.rsp <> b.rsp THEN 1 ELSE 0 END AS elsewhere
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN body p ON p.entry = $2;

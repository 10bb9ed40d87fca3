-- link_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- link_view(body, parent, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed, b.nature, b.sex,
       p.nature AS parent_nature, p.sex AS parent_sex,
       CASE WHEN p.rsp <> b.rsp THEN 1 ELSE 0 END AS elsewhere
FROM (SELECT 1 AS one) o
LEFT JOIN body b ON b.entry = $1
LEFT JOIN body p ON p.entry = $2;

-- link_touch(entry)
-- The general bodies into which the body sends, and those into which the body
-- above it sends its members.
SELECT d.thing AS thing, CAST(NULL AS BIGINT) AS since, 'delegate' AS kind
FROM link l JOIN delegate d ON d.body = l.body WHERE l.entry = $1
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM link l JOIN member m ON m.body = l.body
JOIN delegate d ON d.member = m.entry WHERE l.entry = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM link l JOIN loan o ON o.body = l.body JOIN approval a ON a.loan = o.entry
WHERE l.entry = $1 AND a.held >= l.since
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM link l JOIN federated f ON f.parent = l.body JOIN loan o ON o.body = f.body
JOIN approval a ON a.loan = o.entry WHERE l.entry = $1 AND a.held >= l.since;

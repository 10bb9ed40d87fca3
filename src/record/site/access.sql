-- access_grants(login)
SELECT a.login, a.role, a.place, a.rsp, a.project, a.since, a.until, x.may,
       a.entry
FROM access a LEFT JOIN role r ON r.code = a.role AND r.counts = 1
LEFT JOIN role_rights x ON x.entry = r.entry
WHERE a.login = $1 AND a.counts = 1 ORDER BY a.entry, r.entry, x.n;

-- access_touch(entry)
-- Complaints that name her, or a body of hers, and the steps in them.
SELECT c.thing AS thing, CAST(NULL AS BIGINT) AS since, 'complaint' AS kind
FROM access x JOIN accused a ON a.login = x.login
JOIN complaint c ON c.entry = a.thing WHERE x.entry = $1
UNION
SELECT c.thing, CAST(NULL AS BIGINT), 'safeguard'
FROM access x JOIN accused a ON a.login = x.login
JOIN safeguard c ON c.entry = a.thing WHERE x.entry = $1
UNION
SELECT h.thing, CAST(NULL AS BIGINT), 'handling'
FROM access x JOIN accused a ON a.login = x.login
JOIN handling h ON h.complaint = a.thing WHERE x.entry = $1
UNION
SELECT h.thing, CAST(NULL AS BIGINT), 'inquiry'
FROM access x JOIN accused a ON a.login = x.login
JOIN inquiry h ON h.safeguard = a.thing WHERE x.entry = $1;

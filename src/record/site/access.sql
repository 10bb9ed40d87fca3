-- access_grants(login)
SELECT a.login, a.role, a.place, a.rsp, a.project, a.since, a.until, x.may,
       a.entry
FROM access a LEFT JOIN role r ON r.code = a.role AND r.counts = 1
LEFT JOIN role_rights x ON x.entry = r.entry
WHERE a.login = $1 AND a.counts = 1 ORDER BY a.entry, r.entry, x.n;

-- access_grants(login)
SELECT login, role, place, rsp, project, since, until FROM access
WHERE login = $1 AND counts = 1 ORDER BY entry;

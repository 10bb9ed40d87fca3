-- role_here(code)
SELECT entry FROM role WHERE code = $1 AND counts = 1;

-- role_all()
SELECT code, name, name_ur, name_sd, entry FROM role WHERE counts = 1
ORDER BY code, entry;

-- role_rights_of(code)
SELECT x.may FROM role r JOIN role_rights x ON x.entry = r.entry
WHERE r.code = $1 AND r.counts = 1 ORDER BY x.n, r.entry;

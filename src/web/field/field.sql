-- phone_code_put(code, login, made)
INSERT INTO phone_code (code, login, made) VALUES ($1, $2, $3)
ON CONFLICT (code) DO NOTHING;

-- phone_code_sweep(before)
DELETE FROM phone_code WHERE made < $1;

-- phone_code_find(code, since)
SELECT login FROM phone_code WHERE code = $1 AND made >= $2;

-- phone_code_drop(code)
DELETE FROM phone_code WHERE code = $1;

-- phone_put(device, key, name, asked)
INSERT INTO phone (device, key, name, refused, asked, seen, unsent, oldest)
VALUES ($1, $2, $3, 0, $4, $4, 0, 0)
ON CONFLICT (device) DO UPDATE SET name = excluded.name, refused = 0,
                                   asked = excluded.asked;

-- phone_refuse(device)
UPDATE phone SET refused = 1 WHERE device = $1;

-- phone_seen(device, seen, unsent, oldest)
UPDATE phone SET seen = $2, unsent = $3, oldest = $4 WHERE device = $1;

-- phone_find(device)
SELECT p.device, p.key, p.name, p.refused, p.asked, p.seen, p.unsent, p.oldest,
       d.entry, d.last, c.seq, c.head
FROM phone p LEFT JOIN device d ON d.entry = p.device AND d.counts = 1
LEFT JOIN chain c ON c.device = p.device
WHERE p.device = $1;

-- phone_all()
SELECT p.device, p.key, p.name, p.refused, p.asked, p.seen, p.unsent, p.oldest,
       d.entry, d.last, c.seq, c.head
FROM phone p LEFT JOIN device d ON d.entry = p.device AND d.counts = 1
LEFT JOIN chain c ON c.device = p.device
ORDER BY p.name, p.device;

-- phone_person_put(device, login, token, seen)
INSERT INTO phone_person (device, login, token, seen) VALUES ($1, $2, $3, $4)
ON CONFLICT (device, login) DO UPDATE SET token = excluded.token,
                                          seen = excluded.seen;

-- phone_credential(login)
SELECT hash FROM credential WHERE login = $1;

-- phone_person_find(device, login)
SELECT token FROM phone_person WHERE device = $1 AND login = $2;

-- phone_person_seen(device, login, seen)
UPDATE phone_person SET seen = $3 WHERE device = $1 AND login = $2;

-- phone_people(device)
SELECT p.login, p.seen, (
  SELECT a.name FROM access a WHERE a.login = p.login AND a.name IS NOT NULL
    AND a.counts = 1 ORDER BY a.entry LIMIT 1) AS name
FROM phone_person p WHERE p.device = $1 ORDER BY p.login;

-- phone_login_name(login)
SELECT name FROM access WHERE login = $1 AND name IS NOT NULL AND counts = 1
ORDER BY entry LIMIT 1;

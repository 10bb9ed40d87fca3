-- credential_put(login, hash, changed)
INSERT INTO credential (login, hash, changed) VALUES ($1, $2, $3)
ON CONFLICT (login) DO UPDATE
SET hash = excluded.hash, changed = excluded.changed;

-- credential_find(login)
SELECT hash FROM credential WHERE login = $1;

-- session_put(token, login, made, lang)
INSERT INTO session (token, login, made, used, lang)
VALUES ($1, $2, $3, $3, $4);

-- session_end(token)
UPDATE session SET made = 0 WHERE token = $1;

-- session_end_login(login)
UPDATE session SET made = 0 WHERE login = $1;

-- phone_person_end(login)
DELETE FROM phone_person WHERE login = $1;

-- session_sweep(before)
DELETE FROM session WHERE made < $1 AND EXISTS (
  SELECT 1 FROM session o WHERE o.login = session.login
  AND (o.used > session.used
       OR (o.used = session.used AND o.token > session.token)));

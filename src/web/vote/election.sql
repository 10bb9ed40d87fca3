-- web_election_symbols(election)
SELECT entry, symbol FROM nomination
WHERE election = $1 AND counts = 1 AND symbol IS NOT NULL ORDER BY entry;

-- web_elections_of(body, most)
SELECT entry, called FROM election WHERE body = $1 AND counts = 1
ORDER BY called DESC, entry LIMIT $2;

-- web_bylaw_now(body, on_day)
-- The by-law that speaks to a body on a day: its own newest, else the template
-- of its nature.
SELECT bylaw FROM clause_said WHERE body = $1 AND since <= $2
ORDER BY own DESC, since DESC, version DESC, bylaw DESC LIMIT 1;

-- web_clauses_now(body)
SELECT parameter, number, said FROM clause_of
WHERE body = $1 ORDER BY parameter, bylaw;

-- web_election_roles()
SELECT entry, code FROM role WHERE counts = 1 ORDER BY code, entry LIMIT 60;

-- web_election_person(person)
SELECT sex, CASE WHEN faith > 0 THEN 1 ELSE 0 END AS minority,
       CASE WHEN disability > 0 THEN 1 ELSE 0 END AS disability
FROM person WHERE entry = $1;

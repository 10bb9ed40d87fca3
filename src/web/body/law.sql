-- web_law_on(body, day)
SELECT c.bylaw FROM law_in_force c JOIN bylaw g ON g.entry = c.bylaw
WHERE c.body = $1 AND c.since <= $2 AND c.until > $2
ORDER BY c.since DESC, g.version DESC, c.bylaw DESC LIMIT 1;

-- web_law_template(nature, day)
SELECT entry FROM bylaw
WHERE body IS NULL AND nature = $1 AND counts = 1
  AND (adopted IS NULL OR adopted <= $2)
ORDER BY adopted DESC NULLS LAST, version DESC, entry DESC LIMIT 1;

-- web_law_one(bylaw)
SELECT code, version, adopted FROM bylaw WHERE entry = $1;

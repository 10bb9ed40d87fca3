-- web_federate_near(body, day)
-- Bodies one tier below, in its area, that stand in no other: of its own RSP,
-- except in a network, which is of several.
SELECT c.entry, c.nature, c.sex, (
         SELECT count(*) FROM member m
         WHERE m.body = c.entry AND m.counts = 1 AND m.joined <= $2
           AND (m.ended IS NULL OR m.ended > $2)) AS members, c.place
FROM body b JOIN area a ON a.above = b.place AND a.since <= $2 AND a.until > $2
JOIN body c ON c.place = a.place AND c.counts = 1 AND c.entry <> b.entry
  AND c.nature = CASE b.nature WHEN 1 THEN 0 WHEN 2 THEN 1 ELSE 2 END
  AND (c.rsp = b.rsp OR b.nature = 4)
WHERE b.entry = $1 AND c.formed <= $2 AND NOT EXISTS (
  SELECT 1 FROM federated f
  WHERE f.body = c.entry AND f.since <= $2 AND f.until > $2)
  AND coalesce((
    SELECT s.state FROM standing s
    WHERE s.body = c.entry AND s.counts = 1 AND s.since <= $2
    ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
ORDER BY c.name, c.entry LIMIT 400;

-- web_federate_now(body, day)
SELECT count(*) FROM federated f
WHERE f.parent = $1 AND f.since <= $2 AND f.until > $2 AND coalesce((
    SELECT s.state FROM standing s
    WHERE s.body = f.body AND s.counts = 1 AND s.since <= $2
    ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2;

-- web_federate_clause(body, parameter)
SELECT number, said FROM clause_of WHERE body = $1 AND parameter = $2
ORDER BY bylaw LIMIT 1;

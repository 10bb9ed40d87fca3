-- vote_nature(body)
SELECT nature FROM body WHERE entry = $1;

-- vote_seats(body, on_day)
-- Who sits there on that day; and delegates who were never called back, but
-- whose seat fell with what it rests on. The state of the body that sends them
-- is the one that was last said of it.
SELECT s.person, CASE WHEN s.from_body <> s.body THEN s.from_body END
         AS from_body,
       s.delegate, s.member, CASE WHEN s.until > $2 THEN 1 ELSE 0 END AS sits,
       CASE WHEN p.died <= $2 THEN 1 ELSE 0 END AS dead, (
         SELECT x.state FROM standing x
         WHERE x.body = s.from_body AND x.counts = 1 AND x.since <= $2
         ORDER BY x.since DESC, x.entry DESC LIMIT 1) AS state
FROM seated s
LEFT JOIN delegate d ON d.entry = s.delegate
LEFT JOIN person p ON p.entry = s.person
WHERE s.body = $1 AND s.since <= $2 AND (s.until > $2
  OR (d.entry IS NOT NULL AND d.ended IS NULL
    AND (d.until IS NULL OR d.until > $2)))
ORDER BY from_body, s.since, s.person, sits DESC, s.delegate, s.member, s.term;

-- vote_declared(least, beyond)
SELECT entry, election, held, digest, counts FROM declaration
WHERE digest >= $1 AND digest < $2 ORDER BY counts DESC, digest, entry LIMIT 1;

-- vote_late(person, on_day)
-- Since when the oldest instalment of hers is unpaid that was due before that
-- day, of all her loans and under whatever record of her.
SELECT CAST(min(k.oldest) AS BIGINT) FROM loan_kept k
WHERE k.paid_out IS NOT NULL AND k.closed IS NULL AND k.oldest < $2
  AND k.person IN (
    SELECT p.entry FROM person p WHERE p.entry = $1
    UNION SELECT x.same_as FROM merged x WHERE x.person = $1
    UNION SELECT x.person FROM merged x WHERE x.same_as = $1
    UNION SELECT y.person FROM merged x JOIN merged y ON y.same_as = x.same_as
    WHERE x.person = $1);

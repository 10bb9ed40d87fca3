-- web_seating_holders(body, on_day)
SELECT h.term, h.office, h.person FROM holder h
JOIN term t ON t.entry = h.term
WHERE h.body = $1 AND h.since <= $2 AND h.until > $2 AND t.ended IS NULL
ORDER BY h.office, h.since, h.term;

-- web_seating_done(election)
SELECT entry FROM term WHERE election = $1 AND counts = 1
ORDER BY entry LIMIT 400;

-- web_seating_ended(body, election)
-- Terms that ended on the day on which one that this election gave in the same
-- office began.
SELECT DISTINCT o.entry FROM term o
JOIN term t ON t.body = o.body AND t.office = o.office AND t.since = o.ended
WHERE o.body = $1 AND o.counts = 1 AND t.election = $2 AND t.entry <> o.entry
  AND o.why IN (0, 6)
ORDER BY o.entry LIMIT 400;

-- web_seating_accounts(body)
SELECT entry FROM account
WHERE body = $1 AND counts = 1 AND closed IS NULL ORDER BY entry LIMIT 20;

-- web_seating_body(entry)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- web_seating_access(login, on_day)
SELECT entry FROM access
WHERE login = $1 AND counts = 1 AND (until IS NULL OR until > $2)
ORDER BY entry LIMIT 20;

-- web_seating_began(election)
SELECT CAST(min(since) AS BIGINT) FROM term WHERE election = $1;

-- web_seating_answered(fix)
SELECT answers FROM fix WHERE entry = $1 AND counts = 1;

-- web_seating_given(since, annulled)
SELECT entry, login FROM access
WHERE since = $1 AND counts = 1 AND (until IS NULL OR until >= $2)
ORDER BY entry;

-- web_seating_cut(until)
SELECT entry FROM access WHERE until = $1 AND counts = 1
ORDER BY entry LIMIT 400;

-- web_offices()
SELECT code, title, title_ur, title_sd, natures, bearer, seats
FROM office WHERE counts = 1
ORDER BY coalesce(rank, 1000), code, entry LIMIT 60;

-- web_lead_days(body)
SELECT number FROM clause_of WHERE body = $1 AND parameter = 30
ORDER BY since, bylaw LIMIT 1;

-- web_term_months(body)
SELECT number FROM clause_of WHERE body = $1 AND parameter = 4
ORDER BY since, bylaw LIMIT 1;

-- web_sends(body)
SELECT number FROM clause_of WHERE body = $1 AND parameter = 1
ORDER BY since, bylaw LIMIT 1;

-- web_general_body(body)
SELECT said FROM clause_of WHERE body = $1 AND parameter = 0
ORDER BY since, bylaw LIMIT 1;

-- web_holders(body, day)
SELECT h.term, h.office, h.person, h.since, h.until, h.due, h.basis
FROM holder h WHERE h.body = $1 AND h.since <= $2 AND h.until > $2
ORDER BY h.since, h.term LIMIT 200;

-- web_held_before(body, day)
SELECT h.term, h.office, h.person, h.since, h.until, h.due, h.basis
FROM holder h WHERE h.body = $1 AND h.until <= $2
ORDER BY h.until DESC, h.since DESC, h.term LIMIT 60;

-- web_candidates(body, day)
SELECT m.person, m.entry AS member, m.body FROM member m
WHERE m.body = $1 AND m.counts = 1 AND m.joined <= $2
  AND coalesce(m.ended, 2147483647) > $2
UNION ALL
SELECT s.person, s.member, s.from_body FROM seated s
WHERE s.body = $1 AND s.since <= $2 AND s.until > $2
ORDER BY 1, 2, 3 LIMIT 1000;

-- web_activists(body)
SELECT a.entry, a.person, a.nature, a.since, a.ended,
       (SELECT count(*) FROM deed d WHERE d.activist = a.entry
          AND d.counts = 1) AS deeds, (
         SELECT count(*) FROM deed d WHERE d.activist = a.entry
           AND d.counts = 1 AND d.what = 1) AS trainings
FROM activist a WHERE a.body = $1 AND a.counts = 1
ORDER BY CASE WHEN a.ended IS NULL THEN 0 ELSE 1 END, a.since DESC, a.entry
LIMIT 60;

-- web_senders(body, day)
SELECT f.body, b.nature, b.sex, f.since FROM federated f
JOIN body b ON b.entry = f.body AND b.counts = 1
WHERE f.parent = $1 AND f.since <= $2 AND f.until > $2 AND b.nature <> 3
  AND coalesce((SELECT s.state FROM standing s
      WHERE s.body = f.body AND s.counts = 1 AND s.since <= $2
      ORDER BY s.since DESC, s.entry DESC LIMIT 1), 0) <= 2
ORDER BY b.nature, b.name, f.body LIMIT 500;

-- web_seated(body, day)
SELECT s.from_body, s.person, s.since, s.until, s.delegate, s.term
FROM seated s
WHERE s.body = $1 AND s.since <= $2 AND s.until > $2
ORDER BY s.from_body, s.since, s.person, s.delegate, s.term LIMIT 2000;

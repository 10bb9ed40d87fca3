-- place_by_code(code)
SELECT DISTINCT c.entry FROM place_codes c JOIN place p ON p.entry = c.entry
WHERE c.code = $1 AND p.counts = 1 ORDER BY c.entry LIMIT 2;

-- waiting_reasons()
SELECT why, count(DISTINCT entry) AS entries FROM waiting
WHERE why NOT IN ('there', 'claim')
GROUP BY why ORDER BY why;

-- waiting_entries()
SELECT count(DISTINCT entry) AS entries FROM waiting WHERE why <> 'claim';

-- postings_of_entry(entry)
SELECT month, indicator, place, rsp, project, amount FROM posting
WHERE entry = $1 ORDER BY month, indicator, place, rsp, project, thing;

-- device_list()
SELECT d.entry, d.key, d.name, d.holder, d.last, c.seq, c.contested
FROM device d LEFT JOIN chain c ON c.device = d.entry
WHERE d.counts = 1 ORDER BY d.name, d.entry;

-- user_list()
SELECT a.entry, a.login, a.name, a.role, a.place, a.rsp, a.project, a.since,
       a.until, c.changed
FROM access a LEFT JOIN credential c ON c.login = a.login
WHERE a.counts = 1 ORDER BY a.login, a.entry;

-- project_year(project)
SELECT year_begins FROM project WHERE entry = $1;

-- demo_indicator(code)
SELECT scale, CASE WHEN unit = 4 THEN 1 ELSE 0 END AS rupees
FROM indicator WHERE code = $1 AND counts = 1 LIMIT 1;

-- parts_since(since)
SELECT count(*) FROM part WHERE n > $1;

-- entry_last_since(since)
SELECT coalesce(max(n), CAST($1 AS BIGINT)) FROM entry;

-- demo_score(household, day)
SELECT entry, score, held FROM score
WHERE household = $1 AND counts = 1 AND held <= $2
ORDER BY held DESC, entry LIMIT 1;

-- demo_balance(book, head, day, before)
-- Of what was signed before that moment: the sample goes on where it stopped.
SELECT CAST(coalesce(sum(x.amount), 0) AS BIGINT) FROM book_line x
JOIN entry e ON e.id = x.entry
WHERE x.book = $1 AND x.head = $2 AND x.on_day <= $3 AND e.at < $4;

-- demo_party(head, party, day, before)
SELECT CAST(coalesce(sum(x.amount), 0) AS BIGINT) FROM book_line x
JOIN entry e ON e.id = x.entry
WHERE x.head = $1 AND x.party = $2 AND x.on_day <= $3 AND e.at < $4;

-- demo_banked(account, since, upto, before)
SELECT x.on_day, CAST(sum(x.amount) AS BIGINT) FROM book_line x
JOIN entry e ON e.id = x.entry
WHERE x.party = $1 AND x.head = 'bank' AND x.on_day >= $2 AND x.on_day <= $3
  AND e.at < $4
GROUP BY x.on_day, x.entry ORDER BY x.on_day, x.entry LIMIT 990;

-- demo_heads()
SELECT device, seq FROM chain WHERE seq > 0 ORDER BY device;

-- demo_poor(rsp, day, before)
-- Households with a woman in a CO, the poorest first, by what was known then.
SELECT s.household, s.entry, s.score, s.held, m.person, m.body
FROM score s
JOIN entry e ON e.id = s.entry AND e.at < $3
JOIN person p ON p.household = s.household AND p.sex = 0
JOIN member m ON m.person = p.entry AND m.counts = 1
JOIN entry g ON g.id = m.entry AND g.at < $3
JOIN body b ON b.entry = m.body AND b.nature = 0 AND b.rsp = $1
WHERE s.counts = 1 AND s.held <= $2 AND (m.ended IS NULL OR m.ended > $2)
  AND NOT EXISTS (SELECT 1 FROM score n JOIN entry f ON f.id = n.entry
                  WHERE n.household = s.household AND n.counts = 1
                    AND n.held > s.held AND n.held <= $2 AND f.at < $3)
  AND NOT EXISTS (SELECT 1 FROM fate t JOIN entry f ON f.id = t.entry
                  WHERE t.household = s.household AND f.at < $3)
ORDER BY s.score, s.household, m.entry LIMIT 400;

-- web_rank_needs(body, today)
-- Needs that stand by themselves, of the body and of those under it, that are
-- neither refused, done nor dropped.
SELECT k.thing, n.title, n.number, k.body, k.sector, k.households, k.poorest,
       k.women, k.men, k.cost, k.women_first, k.leaf, k.state
FROM need_kept k JOIN need n ON n.entry = k.thing
WHERE k.above IS NULL AND k.state NOT IN (4, 7, 8, 9)
  AND (k.body = $1 OR k.body IN (
    SELECT f.body FROM federated f
    WHERE f.parent = $1 AND f.since <= $2 AND f.until > $2))
ORDER BY n.number, k.thing LIMIT 2001;

-- web_rank_said(body, today)
-- What was found at gates of the same needs.
SELECT f.need, f.entry, f.gate, f.result, f.held
FROM feasibility f JOIN need_kept k ON k.thing = f.need
WHERE f.counts = 1 AND k.above IS NULL AND k.state NOT IN (4, 7, 8, 9)
  AND (k.body = $1 OR k.body IN (
    SELECT d.body FROM federated d
    WHERE d.parent = $1 AND d.since <= $2 AND d.until > $2))
ORDER BY f.need, f.held, f.entry;

-- web_gate_rules()
SELECT g.sector, g.gate, g.needed, g.since, g.until, g.title, g.title_ur,
       g.title_sd
FROM feasible_gate g WHERE g.counts = 1 ORDER BY g.sector, g.gate, g.entry;

-- web_gate_said(need)
SELECT f.entry, f.gate, f.result, f.held, f.note, f.would_change, f.staff,
       f.person, f.resolution
FROM feasibility f WHERE f.need = $1 AND f.counts = 1
ORDER BY f.held, f.entry;

-- web_rankings_of(body)
SELECT r.entry, r.held, r.method, r.women_present, r.men_present,
       (SELECT count(*) FROM ranking_option o WHERE o.entry = r.entry) AS needs
FROM ranking r WHERE r.body = $1 AND r.counts = 1
ORDER BY r.held DESC, r.entry LIMIT 50;

-- web_rankings_with(ranking)
-- Others that have two of its needs or more.
SELECT r.entry, r.held, r.method, count(*) AS needs
FROM ranking_option o
JOIN ranking_option p ON p.need = o.need AND p.entry <> o.entry
JOIN ranking r ON r.entry = p.entry AND r.counts = 1
WHERE o.entry = $1
GROUP BY r.entry, r.held, r.method HAVING count(*) > 1
ORDER BY r.held DESC, r.entry LIMIT 20;

-- web_ranked(need)
SELECT r.entry, r.held, r.method, o.place, r.body,
       (SELECT count(*) FROM ranking_option p WHERE p.entry = r.entry) AS needs
FROM ranking_option o JOIN ranking r ON r.entry = o.entry
WHERE o.need = $1 AND r.counts = 1
ORDER BY r.held DESC, r.entry LIMIT 20;

-- web_rank_place(body)
-- The places of the latest ranking of the body.
SELECT o.need, o.place, (
  SELECT count(*) FROM ranking_option p WHERE p.entry = o.entry) AS needs
FROM ranking_option o
WHERE o.entry = (SELECT r.entry FROM ranking r
  WHERE r.body = $1 AND r.counts = 1
  ORDER BY r.held DESC, r.entry LIMIT 1)
ORDER BY o.place, o.need;

-- web_rank_meetings(body)
SELECT m.entry, m.held FROM meeting m
WHERE m.body = $1 AND m.counts = 1 ORDER BY m.held DESC, m.entry LIMIT 12;

-- web_contrasts(ranking, against)
SELECT c.entry, c.held FROM contrast c
WHERE c.counts = 1 AND ((c.ranking = $1 AND c.against = $2)
  OR (c.ranking = $2 AND c.against = $1))
ORDER BY c.held DESC, c.entry LIMIT 5;

-- web_portfolios(body)
SELECT p.entry, p.held, p.title, p.budget, p.value, p.bound
FROM portfolio p WHERE p.body = $1 AND p.counts = 1
ORDER BY p.held DESC, p.entry LIMIT 50;

-- web_portfolio_needs(portfolio)
SELECT c.need, n.title, n.number, n.body
FROM portfolio_candidate c JOIN need n ON n.entry = c.need
WHERE c.entry = $1 ORDER BY c.need;

-- scheme_view(body, fund, account, resolution, type, today)
SELECT CAST($6 AS BIGINT) AS today, r.body AS resolved_by, a.body AS account_of,
       f.rsp AS fund_rsp, r.passed, r.state AS resolved, r.yes, (
         SELECT count(*) FROM member m
         WHERE m.body = $1 AND m.counts = 1
           AND (m.ended IS NULL OR m.ended > r.passed)) AS members,
       (SELECT t.quorum FROM scheme_type t WHERE t.code = $5 AND t.counts = 1
        ORDER BY t.entry LIMIT 1) AS quorum
FROM (SELECT 1 AS one) o
LEFT JOIN resolution r ON r.entry = $4
LEFT JOIN account a ON a.entry = $3
LEFT JOIN fund f ON f.entry = $2;

-- scheme_touch(entry)
-- Those of its type within about twenty kilometres, which may be the same asset;
-- the need that it names, and all that is merged into that.
WITH RECURSIVE below AS (
  SELECT s.need FROM scheme s WHERE s.entry = $1 AND s.need IS NOT NULL
  UNION
  SELECT j.need FROM below b CROSS JOIN need_join j WHERE j.wider = b.need)
SELECT o.entry AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme s JOIN scheme o ON o.type = s.type
WHERE s.entry = $1 AND o.entry <> s.entry
  AND o.lat BETWEEN s.lat - 200000 AND s.lat + 200000
  AND o.lon BETWEEN s.lon - 200000 AND s.lon + 200000
UNION ALL
SELECT b.need, CAST(NULL AS BIGINT), 'need' FROM below b;

-- scheme_follow(thing)
-- How far the work is, is how far the needs are that it meets.
WITH RECURSIVE below AS (
  SELECT s.need FROM scheme s WHERE s.entry = $1 AND s.need IS NOT NULL
  UNION
  SELECT j.need FROM below b CROSS JOIN need_join j WHERE j.wider = b.need)
SELECT b.need AS thing, 'need' AS kind FROM below b;

-- script scheme_views
-- Everything that is said of a scheme: core/works.h tells the columns. What is
-- another thing's (a question, a scheme near by) is named in `one`: its findings
-- are its own.
CREATE VIEW scheme_said AS
SELECT s.entry AS scheme, 0 AS what, s.entry AS entry, s.held AS on_day, 0 AS n,
       f.class AS choice, CAST(s.type AS TEXT) AS code,
       CAST(NULL AS BIGINT) AS amount, s.households AS a, t.window_days AS b,
       t.share AS c, s.place AS one, s.rsp AS two, s.project AS three,
       CASE WHEN r.counts = 1 AND r.state IN (0, 2, 3) THEN r.passed END AS also,
       CAST(NULL AS BIGINT) AS way, CAST(NULL AS BYTEA) AS account,
       CAST(NULL AS BYTEA) AS taker
FROM scheme s
LEFT JOIN fund f ON f.entry = s.fund
LEFT JOIN resolution r ON r.entry = s.resolution
LEFT JOIN scheme_type t ON t.code = s.type AND t.counts = 1
WHERE s.counts = 1
UNION ALL
SELECT s.entry, 1, s.entry, s.held, 0, f.class, NULL, NULL, s.lat, s.lon,
       t.radius, s.body, s.fund, s.account, NULL, NULL, NULL, NULL
FROM scheme s LEFT JOIN fund f ON f.entry = s.fund
LEFT JOIN scheme_type t ON t.code = s.type AND t.counts = 1
WHERE s.counts = 1
UNION ALL
SELECT s.entry, 2, s.entry, s.held, i.n, NULL, i.indicator, NULL, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = s.place AND r.rsp = s.rsp
           AND coalesce(r.indicator, i.indicator) = i.indicator),
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme s CROSS JOIN (
  SELECT 0 AS n, 'cpi' AS indicator
  UNION ALL SELECT 1, 'cpi.household'
  UNION ALL SELECT 2, 'cpi.cost') i
WHERE s.counts = 1
UNION ALL
SELECT s.entry, 3, s.entry, s.held, p.n, p.gate, p.code, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme s JOIN scheme_type t ON t.code = s.type AND t.counts = 1
JOIN scheme_type_paper p ON p.entry = t.entry
WHERE s.counts = 1
UNION ALL
SELECT s.entry, 4, s.entry, s.held, 0, q.gives, q.code, NULL, NULL, NULL, NULL,
       q.entry, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme s CROSS JOIN environment_question q
WHERE s.counts = 1 AND q.counts = 1
UNION ALL
SELECT s.entry, 5, s.entry, s.held, 0, NULL, NULL, NULL, o.lat, o.lon, NULL,
       o.entry, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme s JOIN scheme o ON o.type = s.type AND o.entry <> s.entry
  AND o.counts = 1
  AND (o.held < s.held OR (o.held = s.held AND o.entry < s.entry))
WHERE s.counts = 1
  AND o.lat BETWEEN s.lat - 200000 AND s.lat + 200000
  AND o.lon BETWEEN s.lon - 200000 AND s.lon + 200000
UNION ALL
SELECT e.scheme, 6, e.entry, e.held, l.n, l.payer, l.code, l.amount, l.quantity,
       l.weight, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM estimate e JOIN estimate_line l ON l.entry = e.entry WHERE e.counts = 1
UNION ALL
SELECT p.scheme, 7, p.entry, p.held, 0, NULL, p.paper, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme_paper p WHERE p.counts = 1
UNION ALL
SELECT v.scheme, 8, v.entry, v.held, w.n, NULL, w.question, NULL, w.yes,
       CASE WHEN w.how IS NULL THEN 0 ELSE 1 END, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL
FROM scheme_environment v
JOIN scheme_environment_answer w ON w.entry = v.entry WHERE v.counts = 1
UNION ALL
SELECT c.scheme, 9, c.entry, c.held, z.n, c.part, NULL, NULL,
       CASE WHEN z.person = c.treasurer THEN 1 ELSE 0 END, NULL, NULL, z.person,
       c.committee, NULL, NULL, NULL, NULL, NULL
FROM scheme_committee c
JOIN committee k ON k.entry = c.committee AND k.counts = 1
JOIN committee_seats z ON z.entry = k.entry WHERE c.counts = 1
UNION ALL
SELECT c.scheme, 9, c.entry, c.held, -1, c.part, NULL, NULL, 1, NULL, NULL,
       c.treasurer, c.committee, NULL, NULL, NULL, NULL, NULL
FROM scheme_committee c
JOIN committee k ON k.entry = c.committee AND k.counts = 1
WHERE c.counts = 1 AND c.treasurer IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM committee_seats z
  WHERE z.entry = k.entry AND z.person = c.treasurer)
UNION ALL
SELECT m.scheme, 10, m.entry, m.held, l.n, NULL, l.code, NULL, l.quantity, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM measurement m JOIN measurement_line l ON l.entry = m.entry
WHERE m.counts = 1
UNION ALL
SELECT c.scheme, 11, c.entry, c.held, w.n, NULL, w.line, NULL, w.done, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM certificate c JOIN certificate_work w ON w.entry = c.entry
WHERE c.counts = 1
UNION ALL
SELECT c.scheme, 12, c.entry, c.held, 0, NULL, NULL, NULL,
       coalesce(c.completion, 0), NULL, NULL, NULL, NULL, NULL, c.audited, NULL,
       NULL, NULL
FROM certificate c WHERE c.counts = 1
UNION ALL
SELECT x.scheme, 13, x.entry, x.held, 0, x.nature, NULL, x.amount, x.days, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END, x.person, NULL, NULL, NULL, x.way, x.account, x.taker
FROM contribution x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 14, x.entry, x.held, 0, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, (
         SELECT CAST(min(y.held) AS BIGINT) FROM scheme_answer y
         WHERE y.objection = x.entry AND y.counts = 1 AND y.settled = 1),
       NULL, NULL, NULL
FROM scheme_objection x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 15, x.entry, x.held, 0, x.stage, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme_step x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 16, x.entry, x.held, 0, NULL, NULL, x.amount, x.number,
       coalesce(x.is_last, 0),
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END, x.meeting, x.into_account, NULL, NULL, x.way,
       x.account, x.taker
FROM scheme_tranche x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 17, x.entry, x.held, 0, NULL, x.line, x.amount, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END, NULL, NULL, NULL, NULL, x.way, x.account, x.taker
FROM scheme_spending x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 18, x.entry, x.held, 0, NULL, NULL, x.amount, x.days,
       coalesce(x.poor, 0),
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END, x.person, NULL, NULL, NULL, x.way, x.account, x.taker
FROM wage x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 19, x.entry, x.held, 0, NULL, NULL, x.amount, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END, NULL, x.into_account, NULL, NULL, x.way, x.account,
       x.taker
FROM scheme_return x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 20, x.entry, x.held, 0, NULL, NULL, x.opening, x.households,
       x.fee, NULL, x.meeting, x.committee, NULL, NULL, NULL, NULL, NULL
FROM scheme_handover x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 21, x.entry, x.held, 0, NULL, NULL, x.amount, x.spent, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
       THEN 1 ELSE 0 END, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM om_collection x WHERE x.counts = 1
UNION ALL
SELECT x.scheme, 22, x.entry, x.held, 0, x.works, NULL, x.om_balance, x.months,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM scheme_check x WHERE x.counts = 1;

-- Money of both sides, day by day: what was paid to a scheme, what came back of
-- it, what the community brought. What was taken back was never paid.
CREATE VIEW scheme_money AS
SELECT x.scheme, x.held, x.amount AS paid, 0 AS returned, 0 AS brought
FROM scheme_tranche x
WHERE x.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
UNION ALL
SELECT x.scheme, x.held, 0, x.amount, 0 FROM scheme_return x
WHERE x.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back t WHERE t.entry = x.entry)
UNION ALL
SELECT x.scheme, x.held, 0, 0, x.amount FROM contribution x
WHERE x.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM taken_back t WHERE t.entry = x.entry);

-- script scheme_views_drop
DROP VIEW IF EXISTS scheme_money;
DROP VIEW IF EXISTS scheme_said;

-- scheme_facts(thing, since)
SELECT what, entry, on_day, n, choice, code, amount, a, b, c, one, two, three,
       also, way, account, taker
FROM scheme_said
WHERE scheme = $1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY on_day, what, entry, n, one;

-- scheme_limit(type, lat, lon, held)
SELECT 1 AS what, CAST(NULL AS BYTEA) AS entry, CAST($4 AS BIGINT) AS on_day,
       0 AS n, CAST($2 AS BIGINT) AS a, CAST($3 AS BIGINT) AS b, (
         SELECT t.radius FROM scheme_type t WHERE t.code = $1 AND t.counts = 1
         ORDER BY t.entry LIMIT 1) AS c
UNION ALL
SELECT 5, o.entry, o.held, 0, o.lat, o.lon, NULL
FROM scheme o
WHERE o.type = $1 AND o.counts = 1
  AND o.lat BETWEEN CAST($2 AS BIGINT) - 200000 AND CAST($2 AS BIGINT) + 200000
  AND o.lon BETWEEN CAST($3 AS BIGINT) - 200000 AND CAST($3 AS BIGINT) + 200000
ORDER BY 1, 2 NULLS FIRST;

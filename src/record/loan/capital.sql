-- capital_scope(fund)
SELECT b.place, b.rsp, b.project
FROM fund x JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- capital_view(fund, account, today, held)
SELECT CAST($3 AS BIGINT) AS today, coalesce((
         SELECT w.body FROM fund_with w
         WHERE w.fund = x.entry AND w.since <= $4
         ORDER BY w.since DESC, w.body LIMIT 1), x.body) AS body,
       x.since, x.until, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN fund x ON x.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- capital_facts(thing, since)
-- It comes to who has the fund on that day.
SELECT c.entry AS entry, b.entry AS body, c.fund, c.held, c.amount, c.way, c.account,
       b.nature, b.place, b.rsp, b.project, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND (r.indicator IS NULL OR r.indicator = CASE b.nature
             WHEN 1 THEN 'cif.vo' ELSE 'cif.lso' END)) AS cutover,
       CASE WHEN EXISTS (
         SELECT 1 FROM fund y JOIN capital e ON e.fund = y.entry
         WHERE y.body = x.body AND y.entry <> x.entry AND y.counts = 1
           AND e.counts = 1
           AND (e.held < c.held OR (e.held = c.held AND e.entry < c.entry)))
       THEN 1 ELSE 0 END AS earlier
FROM capital c JOIN fund x ON x.entry = c.fund
JOIN body b ON b.entry = (
  SELECT w.body FROM fund_with w
  WHERE w.fund = x.entry AND w.since <= c.held
  ORDER BY w.since DESC, w.body LIMIT 1)
WHERE c.thing = $1 AND c.counts = 1 AND x.counts = 1
  AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY c.held, c.entry;

-- capital_touch(entry)
SELECT DISTINCT e.thing AS thing, CAST(NULL AS BIGINT) AS since,
       'capital' AS kind
FROM capital c JOIN fund x ON x.entry = c.fund
JOIN fund y ON y.body = x.body JOIN capital e ON e.fund = y.entry
WHERE c.entry = $1 AND y.entry <> x.entry;

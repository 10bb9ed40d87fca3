-- welfare_gift_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- welfare_gift_view(member, account, today)
SELECT CAST($3 AS BIGINT) AS today, m.body AS whose, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN member m ON m.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- welfare_gift_facts(thing, since)
SELECT w.entry, w.body, w.held, w.what, w.amount, w.way, w.account, w.taker
FROM welfare_gift w JOIN body b ON b.entry = w.body AND b.counts = 1
WHERE w.thing = $1 AND w.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY w.held, CASE WHEN w.what = 0 THEN 1 ELSE 0 END, w.entry;

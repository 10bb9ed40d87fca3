-- web_unite_members(body, day)
SELECT m.entry, m.person, m.joined FROM member m
WHERE m.body = $1 AND m.counts = 1 AND m.joined <= $2
  AND (m.ended IS NULL OR m.ended >= $2)
ORDER BY m.number NULLS LAST, m.joined, m.entry LIMIT 600;

-- web_unite_children(body, day)
SELECT f.body FROM federated f
WHERE f.parent = $1 AND f.since <= $2 AND f.until > $2 AND NOT EXISTS (
  SELECT 1 FROM standing s
  WHERE s.body = f.body AND s.counts = 1 AND s.state > 2 AND s.since <= $2)
ORDER BY f.since, f.body LIMIT 300;

-- web_unite_accounts(body)
SELECT a.entry, a.bank FROM account a JOIN account_now n ON n.account = a.entry
WHERE n.body = $1 AND a.closed IS NULL AND (a.body = $1 OR a.entry IN (
    SELECT account FROM conveyance WHERE body = $1))
ORDER BY a.opened, a.entry LIMIT 20;

-- web_unite_other(code, rsp, nature)
SELECT entry FROM body
WHERE code = $1 AND rsp = $2 AND nature = $3 AND counts = 1
ORDER BY entry LIMIT 2;

-- web_unite_member(body, person, day)
SELECT m.entry FROM member m
WHERE m.body = $1 AND m.person = $2 AND m.counts = 1
  AND (m.ended IS NULL OR m.ended >= $3)
ORDER BY m.joined, m.entry LIMIT 1;

-- web_unite_ended(body, day)
SELECT state FROM standing
WHERE body = $1 AND counts = 1 AND since <= $2
ORDER BY since DESC, entry DESC LIMIT 1;

-- web_unite_parent(body, day)
SELECT parent FROM federated
WHERE body = $1 AND since <= $2 AND until > $2
ORDER BY since DESC, parent LIMIT 1;

-- web_unite_balances(body, day)
-- What its books say it had and owed at the end of the day before. Income and
-- expense stay: they are its own past. Loans go by their own timelines.
SELECT x.head, x.party, x.fund, x.amount FROM (
  SELECT l.head, l.party, l.fund, CAST(sum(l.amount) AS BIGINT) AS amount
  FROM book_line l
  WHERE l.book = $1 AND l.on_day < $2
  GROUP BY l.head, l.party, l.fund) x
WHERE x.amount <> 0
  AND (x.party IS NULL
    OR x.head NOT IN ('loan_internal', 'loan_fund', 'loan_credit'))
  AND NOT EXISTS (SELECT 1 FROM account_head h
    WHERE h.code = x.head AND h.counts = 1 AND h.nature > 2)
ORDER BY x.head, x.party NULLS FIRST, x.fund NULLS FIRST;

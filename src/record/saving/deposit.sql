-- script deposit_views
-- All that ever came to a member's savings or went out of them, one row for each
-- sort (0 regular, 1 voluntary, 2 special, 3 owed to who left). Less than 0 went
-- out; what moved is owed to her since. Whoever asks what a member holds by the
-- facts asks here.
CREATE VIEW saving_flow AS
SELECT r.member, g.entry, r.n * 3 AS n, g.held AS on_day, 0 AS sort, 0 AS moves,
       r.saved AS amount, 'meeting' AS kind
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE g.counts = 1 AND g.not_held IS NULL AND r.saved > 0
UNION ALL
SELECT r.member, g.entry, r.n * 3 + 1, g.held, 1, 0, r.voluntary, 'meeting'
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE g.counts = 1 AND g.not_held IS NULL AND r.voluntary > 0
UNION ALL
SELECT r.member, g.entry, r.n * 3 + 2, g.held, 2, 0, r.special, 'meeting'
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE g.counts = 1 AND g.not_held IS NULL AND r.special > 0
UNION ALL
SELECT member, entry, 0, held, what, 0, amount, 'deposit'
FROM deposit WHERE counts = 1
UNION ALL
SELECT member, entry, 0, held, what, 0, -amount, 'withdrawal'
FROM withdrawal WHERE counts = 1
UNION ALL
SELECT p.member, s.entry, p.n * 4, s.held, coalesce(s.given_as, 1), 0, p.amount,
       'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 0 AND coalesce(s.given_as, 1) < 3
  AND p.amount > 0
UNION ALL
SELECT p.member, s.entry, p.n * 4 + 1, s.held, 0, 0, -p.regular, 'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 1 AND p.regular > 0
UNION ALL
SELECT p.member, s.entry, p.n * 4 + 2, s.held, 1, 0, -p.voluntary, 'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 1 AND p.voluntary > 0
UNION ALL
SELECT p.member, s.entry, p.n * 4 + 3, s.held, 2, 0, -p.special, 'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 1 AND p.special > 0
UNION ALL
SELECT o.member, o.entry, 0, o.held, 0, 0, o.regular, 'member_opening'
FROM member_opening o
WHERE o.counts = 1 AND o.regular > 0 AND NOT EXISTS (
  SELECT 1 FROM member_opening x
  WHERE x.member = o.member AND x.counts = 1
    AND (x.held < o.held OR (x.held = o.held AND x.entry < o.entry)))
UNION ALL
SELECT o.member, o.entry, 1, o.held, 1, 0, o.voluntary, 'member_opening'
FROM member_opening o
WHERE o.counts = 1 AND o.voluntary > 0 AND NOT EXISTS (
  SELECT 1 FROM member_opening x
  WHERE x.member = o.member AND x.counts = 1
    AND (x.held < o.held OR (x.held = o.held AND x.entry < o.entry)))
UNION ALL
SELECT o.member, o.entry, 2, o.held, 2, 0, o.special, 'member_opening'
FROM member_opening o
WHERE o.counts = 1 AND o.special > 0 AND NOT EXISTS (
  SELECT 1 FROM member_opening x
  WHERE x.member = o.member AND x.counts = 1
    AND (x.held < o.held OR (x.held = o.held AND x.entry < o.entry)))
UNION ALL
SELECT member, entry, 0, held, 0, 1, -regular, 'settlement'
FROM settlement WHERE counts = 1 AND regular > 0
UNION ALL
SELECT member, entry, 1, held, 1, 1, -voluntary, 'settlement'
FROM settlement WHERE counts = 1 AND voluntary > 0
UNION ALL
SELECT member, entry, 2, held, 2, 1, -special, 'settlement'
FROM settlement WHERE counts = 1 AND special > 0
UNION ALL
SELECT member, entry, 3, held, 3, 0, insurance, 'settlement'
FROM settlement WHERE counts = 1 AND insurance > 0
UNION ALL
SELECT t.member, t.entry, 4 + x.n, t.held, 3, 0, -x.amount, 'settlement'
FROM settlement_netted x JOIN settlement t ON t.entry = x.entry
WHERE t.counts = 1 AND x.amount > 0
UNION ALL
SELECT member, entry, 1000, held, 3, 0, -paid, 'settlement'
FROM settlement WHERE counts = 1 AND paid > 0
UNION ALL
SELECT p.member, c.entry, p.n * 6, c.held, 0, 0, -p.regular, 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.regular > 0
UNION ALL
SELECT p.member, c.entry, p.n * 6 + 1, c.held, 1, 0, -p.voluntary, 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.voluntary > 0
UNION ALL
SELECT p.member, c.entry, p.n * 6 + 2, c.held, 2, 0, -p.special, 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.special > 0
UNION ALL
SELECT p.member_to, c.entry, p.n * 6 + 3, c.held, 0, 0, p.regular, 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.regular > 0
UNION ALL
SELECT p.member_to, c.entry, p.n * 6 + 4, c.held, 1, 0, p.voluntary, 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.voluntary > 0
UNION ALL
SELECT p.member_to, c.entry, p.n * 6 + 5, c.held, 2, 0, p.special, 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.special > 0;

-- Who ever drew: what comes to the savings of others is on no timeline.
CREATE VIEW saving_drawn AS
SELECT member, entry FROM cession_part
UNION ALL
SELECT member, entry FROM withdrawal
UNION ALL
SELECT member, entry FROM settlement
UNION ALL
SELECT member, entry FROM sharing_part;

-- script deposit_views_drop
DROP VIEW IF EXISTS saving_drawn;
DROP VIEW IF EXISTS saving_flow;

-- deposit_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- deposit_view(member, account, today)
SELECT CAST($3 AS BIGINT) AS today, m.body AS whose, m.joined, m.joined_grain,
       m.ended, m.ended_grain, a.body AS account_of
FROM (SELECT 1 AS one) o
LEFT JOIN member m ON m.entry = $1
LEFT JOIN account a ON a.entry = $2;

-- deposit_facts(thing, since)
SELECT d.entry, d.member, d.body, b.rsp, b.project, b.place, d.held, d.what,
       d.amount, d.way, d.account, d.taker, p.sex, (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND coalesce(r.indicator, 'saving') = 'saving') AS cutover
FROM deposit d
JOIN body b ON b.entry = d.body AND b.counts = 1
LEFT JOIN member m ON m.entry = d.member
LEFT JOIN person p ON p.entry = m.person
WHERE d.entry = $1 AND d.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY d.entry;

-- deposit_touch(entry)
SELECT d.member AS thing, CAST(NULL AS BIGINT) AS since, 'member' AS kind
FROM deposit d
WHERE d.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = d.member)
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM deposit x JOIN saving_step s ON s.member = x.member
WHERE x.entry = $1 AND s.held >= x.held;

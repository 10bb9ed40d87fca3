-- script deposit_views
-- All that ever came to a member's savings or went out of them, one row for each
-- sort (0 regular, 1 voluntary, 2 special, 3 owed to who left). Less than 0 went
-- out; what moved is owed to her since. Whoever asks what a member holds by the
-- facts asks here. Every branch says a column in one type: only then does SQLite
-- look in each for one member, and not through all meetings there ever were; and
-- where the sum stands inside another question, its rows are named first (WITH ...
-- AS MATERIALIZED), for the same.
CREATE VIEW saving_flow AS
SELECT r.member, g.entry, CAST(r.n * 3 AS BIGINT) AS n, g.held AS on_day,
       CAST(0 AS BIGINT) AS sort, CAST(0 AS BIGINT) AS moves,
       CAST(r.saved AS BIGINT) AS amount, 'meeting' AS kind
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE g.counts = 1 AND g.not_held IS NULL AND r.saved > 0
UNION ALL
SELECT r.member, g.entry, CAST(r.n * 3 + 1 AS BIGINT), g.held,
       CAST(1 AS BIGINT), CAST(0 AS BIGINT), CAST(r.voluntary AS BIGINT),
       'meeting'
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE g.counts = 1 AND g.not_held IS NULL AND r.voluntary > 0
UNION ALL
SELECT r.member, g.entry, CAST(r.n * 3 + 2 AS BIGINT), g.held,
       CAST(2 AS BIGINT), CAST(0 AS BIGINT), CAST(r.special AS BIGINT),
       'meeting'
FROM meeting_attendance r JOIN meeting g ON g.entry = r.entry
WHERE g.counts = 1 AND g.not_held IS NULL AND r.special > 0
UNION ALL
SELECT member, entry, CAST(0 AS BIGINT), held, CAST(what AS BIGINT),
       CAST(0 AS BIGINT), CAST(amount AS BIGINT), 'deposit'
FROM deposit WHERE counts = 1
UNION ALL
SELECT member, entry, CAST(0 AS BIGINT), held, CAST(what AS BIGINT),
       CAST(0 AS BIGINT), CAST(-amount AS BIGINT), 'withdrawal'
FROM withdrawal WHERE counts = 1
UNION ALL
SELECT p.member, s.entry, CAST(p.n * 4 AS BIGINT), s.held,
       CAST(coalesce(s.given_as, 1) AS BIGINT), CAST(0 AS BIGINT),
       CAST(p.amount AS BIGINT), 'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 0 AND coalesce(s.given_as, 1) < 3
  AND p.amount > 0
UNION ALL
SELECT p.member, s.entry, CAST(p.n * 4 + 1 AS BIGINT), s.held,
       CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(-p.regular AS BIGINT),
       'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 1 AND p.regular > 0
UNION ALL
SELECT p.member, s.entry, CAST(p.n * 4 + 2 AS BIGINT), s.held,
       CAST(1 AS BIGINT), CAST(0 AS BIGINT), CAST(-p.voluntary AS BIGINT),
       'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 1 AND p.voluntary > 0
UNION ALL
SELECT p.member, s.entry, CAST(p.n * 4 + 3 AS BIGINT), s.held,
       CAST(2 AS BIGINT), CAST(0 AS BIGINT), CAST(-p.special AS BIGINT),
       'sharing'
FROM sharing_part p JOIN sharing s ON s.entry = p.entry
WHERE s.counts = 1 AND s.what = 1 AND p.special > 0
UNION ALL
SELECT o.member, o.entry, CAST(0 AS BIGINT), o.held, CAST(0 AS BIGINT),
       CAST(0 AS BIGINT), CAST(o.regular AS BIGINT), 'member_opening'
FROM member_opening o
WHERE o.counts = 1 AND o.regular > 0 AND NOT EXISTS (
  SELECT 1 FROM member_opening x
  WHERE x.member = o.member AND x.counts = 1
    AND (x.held < o.held OR (x.held = o.held AND x.entry < o.entry)))
UNION ALL
SELECT o.member, o.entry, CAST(1 AS BIGINT), o.held, CAST(1 AS BIGINT),
       CAST(0 AS BIGINT), CAST(o.voluntary AS BIGINT), 'member_opening'
FROM member_opening o
WHERE o.counts = 1 AND o.voluntary > 0 AND NOT EXISTS (
  SELECT 1 FROM member_opening x
  WHERE x.member = o.member AND x.counts = 1
    AND (x.held < o.held OR (x.held = o.held AND x.entry < o.entry)))
UNION ALL
SELECT o.member, o.entry, CAST(2 AS BIGINT), o.held, CAST(2 AS BIGINT),
       CAST(0 AS BIGINT), CAST(o.special AS BIGINT), 'member_opening'
FROM member_opening o
WHERE o.counts = 1 AND o.special > 0 AND NOT EXISTS (
  SELECT 1 FROM member_opening x
  WHERE x.member = o.member AND x.counts = 1
    AND (x.held < o.held OR (x.held = o.held AND x.entry < o.entry)))
UNION ALL
SELECT member, entry, CAST(0 AS BIGINT), held, CAST(0 AS BIGINT),
       CAST(1 AS BIGINT), CAST(-regular AS BIGINT), 'settlement'
FROM settlement WHERE counts = 1 AND regular > 0
UNION ALL
SELECT member, entry, CAST(1 AS BIGINT), held, CAST(1 AS BIGINT),
       CAST(1 AS BIGINT), CAST(-voluntary AS BIGINT), 'settlement'
FROM settlement WHERE counts = 1 AND voluntary > 0
UNION ALL
SELECT member, entry, CAST(2 AS BIGINT), held, CAST(2 AS BIGINT),
       CAST(1 AS BIGINT), CAST(-special AS BIGINT), 'settlement'
FROM settlement WHERE counts = 1 AND special > 0
UNION ALL
SELECT member, entry, CAST(3 AS BIGINT), held, CAST(3 AS BIGINT),
       CAST(0 AS BIGINT), CAST(insurance AS BIGINT), 'settlement'
FROM settlement WHERE counts = 1 AND insurance > 0
UNION ALL
SELECT t.member, t.entry, CAST(4 + x.n AS BIGINT), t.held, CAST(3 AS BIGINT),
       CAST(0 AS BIGINT), CAST(-x.amount AS BIGINT), 'settlement'
FROM settlement_netted x JOIN settlement t ON t.entry = x.entry
WHERE t.counts = 1 AND x.amount > 0
UNION ALL
SELECT member, entry, CAST(1000 AS BIGINT), held, CAST(3 AS BIGINT),
       CAST(0 AS BIGINT), CAST(-paid AS BIGINT), 'settlement'
FROM settlement WHERE counts = 1 AND paid > 0
UNION ALL
SELECT p.member, c.entry, CAST(p.n * 6 AS BIGINT), c.held, CAST(0 AS BIGINT),
       CAST(0 AS BIGINT), CAST(-p.regular AS BIGINT), 'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.regular > 0
UNION ALL
SELECT p.member, c.entry, CAST(p.n * 6 + 1 AS BIGINT), c.held,
       CAST(1 AS BIGINT), CAST(0 AS BIGINT), CAST(-p.voluntary AS BIGINT),
       'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.voluntary > 0
UNION ALL
SELECT p.member, c.entry, CAST(p.n * 6 + 2 AS BIGINT), c.held,
       CAST(2 AS BIGINT), CAST(0 AS BIGINT), CAST(-p.special AS BIGINT),
       'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.special > 0
UNION ALL
SELECT p.member_to, c.entry, CAST(p.n * 6 + 3 AS BIGINT), c.held,
       CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(p.regular AS BIGINT),
       'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.regular > 0
UNION ALL
SELECT p.member_to, c.entry, CAST(p.n * 6 + 4 AS BIGINT), c.held,
       CAST(1 AS BIGINT), CAST(0 AS BIGINT), CAST(p.voluntary AS BIGINT),
       'cession'
FROM cession_part p JOIN cession c ON c.entry = p.entry
WHERE c.counts = 1 AND p.voluntary > 0
UNION ALL
SELECT p.member_to, c.entry, CAST(p.n * 6 + 5 AS BIGINT), c.held,
       CAST(2 AS BIGINT), CAST(0 AS BIGINT), CAST(p.special AS BIGINT),
       'cession'
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
FROM deposit x JOIN saving_step s /* along member = x.member */
  ON s.member = x.member
WHERE x.entry = $1 AND s.held >= x.held;

-- member_opening_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- member_opening_view(member, today)
SELECT CAST($2 AS BIGINT) AS today, m.body AS whose, m.joined, m.joined_grain,
       m.ended, m.ended_grain, CAST(NULL AS BYTEA) AS account_of
FROM (SELECT 1 AS one) o LEFT JOIN member m ON m.entry = $1;

-- member_opening_facts(thing, since)
SELECT o.entry, o.member, o.body, o.held, o.regular, o.voluntary, o.special
FROM member_opening o JOIN body b ON b.entry = o.body AND b.counts = 1
WHERE o.thing = $1 AND o.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY o.held, o.entry;

-- member_opening_touch(entry)
SELECT o.member AS thing, CAST(NULL AS BIGINT) AS since, 'member' AS kind
FROM member_opening o
WHERE o.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = o.member)
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM member_opening x JOIN saving_step s /* along member = x.member */
  ON s.member = x.member
WHERE x.entry = $1;

-- collection_scope(body, circle)
SELECT b.place, b.rsp, b.project
FROM (SELECT 1 AS one) o
LEFT JOIN loan_group g ON g.entry = $2
LEFT JOIN body b ON b.entry = coalesce($1, g.body);

-- collection_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- collection_touch(entry)
SELECT DISTINCT s.loan AS thing, CAST(NULL AS BIGINT) AS since, 'loan' AS kind
FROM collection_parts p JOIN loan_sibling s /* along of_loan = p.loan */
  ON s.of_loan = p.loan
WHERE p.entry = $1
UNION ALL
SELECT s.thing, CAST(NULL AS BIGINT), s.kind
FROM collection c JOIN collection_parts p ON p.entry = c.entry
JOIN loan_peer_step s /* along of_loan = p.loan */ ON s.of_loan = p.loan
WHERE c.entry = $1 AND s.held >= c.held
UNION ALL
SELECT l.member, CAST(NULL AS BIGINT), 'member'
FROM collection_parts p JOIN loan_of l /* along loan = p.loan */
  ON l.loan = p.loan
WHERE p.entry = $1
  AND EXISTS (SELECT 1 FROM saving_drawn y WHERE y.member = l.member);

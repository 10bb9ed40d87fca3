-- formation_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- formation_view(body, meeting, resolution, partnership, today)
SELECT CAST($5 AS BIGINT) AS today, b.formed, b.formed_grain,
       (SELECT body FROM meeting WHERE entry = $2) AS meeting_of,
       (SELECT body FROM resolution WHERE entry = $3) AS resolution_of,
       (SELECT body FROM partnership WHERE entry = $4) AS partnership_of
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- formation_facts(thing, since)
SELECT f.entry AS entry, f.counts, f.held,
       CASE WHEN p.entry IS NULL THEN 0 ELSE 1 END AS partnership,
       p.state AS paper, p.signed_on, f.households AS said, (
         SELECT count(DISTINCT q.household)
         FROM member m JOIN person q ON q.entry = m.person
         WHERE m.body = f.body AND m.counts = 1 AND m.joined <= f.held)
         AS counted, (
         SELECT c.number FROM clause_of c
         WHERE c.body = f.body AND c.parameter = 36) AS least, (
         SELECT count(DISTINCT t.person) FROM term t
         WHERE t.body = f.body AND t.counts = 1 AND t.since <= f.held
           AND (t.ended IS NULL OR t.ended > f.held)) AS bearers, (
         SELECT CAST(min(d.held) AS BIGINT) FROM dialogue d
         WHERE d.body = f.body AND d.counts = 1) AS first,
       CASE WHEN f.bylaw IS NULL OR EXISTS (
         SELECT 1 FROM law_in_force l
         WHERE l.body = f.body AND l.bylaw = f.bylaw
           AND l.since <= f.held AND l.until > f.held)
       THEN 0 ELSE 1 END AS unlawful
FROM formation f LEFT JOIN partnership p ON p.entry = f.partnership
  AND p.counts = 1
WHERE f.thing = $1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY f.held, f.entry;

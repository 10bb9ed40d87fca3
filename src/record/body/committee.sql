-- committee_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- committee_view(body, resolution, today)
SELECT CAST($3 AS BIGINT) AS today, b.formed,
       (SELECT body FROM resolution WHERE entry = $2) AS resolution_of
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- committee_facts(thing, since)
-- The committee itself, then seats of an audit committee whose persons, while both stood, also sat where
-- the same scheme was bought, built or lent for, signed for an account of the
-- body, or kept its money.
SELECT c.entry AS entry, CAST(NULL AS BIGINT) AS n, CAST(NULL AS BIGINT) AS why,
       CASE WHEN c.bylaw IS NULL OR EXISTS (
         SELECT 1 FROM law_in_force l
         WHERE l.body = c.body AND l.bylaw = c.bylaw
           AND l.since <= c.formed AND l.until > c.formed)
       THEN 0 ELSE 1 END AS unlawful
FROM committee c WHERE c.entry = $1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT c.entry, s.n, 0, 0
FROM committee c JOIN committee_seats s ON s.entry = c.entry
WHERE c.entry = $1 AND c.counts = 1 AND c.nature = 2
  AND EXISTS (
  SELECT 1 FROM committee o JOIN committee_seats z ON z.entry = o.entry
  WHERE o.body = c.body AND o.counts = 1 AND o.nature IN (1, 3, 4)
    AND z.person = s.person
    AND (o.scheme IS NULL OR c.scheme IS NULL OR o.scheme = c.scheme)
    AND (o.closed IS NULL OR o.closed > c.formed)
    AND (c.closed IS NULL OR c.closed > o.formed))
UNION ALL
SELECT c.entry, s.n, 1, 0
FROM committee c JOIN committee_seats s ON s.entry = c.entry
WHERE c.entry = $1 AND c.counts = 1 AND c.nature = 2 AND EXISTS (
  SELECT 1 FROM account a JOIN account_signatories z ON z.entry = a.entry
  WHERE a.body = c.body AND a.counts = 1 AND z.person = s.person
    AND (coalesce(z.until, a.closed) IS NULL
      OR coalesce(z.until, a.closed) > c.formed)
    AND (c.closed IS NULL OR coalesce(z.since, a.opened) IS NULL
      OR c.closed > coalesce(z.since, a.opened)))
UNION ALL
SELECT c.entry, s.n, 2, 0
FROM committee c JOIN committee_seats s ON s.entry = c.entry
WHERE c.entry = $1 AND c.counts = 1 AND c.nature = 2 AND EXISTS (
  SELECT 1 FROM term t
  WHERE t.body = c.body AND t.counts = 1 AND t.person = s.person
    AND t.office IN ('manager', 'finance_secretary')
    AND (t.ended IS NULL OR t.ended > c.formed)
    AND (c.closed IS NULL OR c.closed > t.since))
ORDER BY 2 NULLS FIRST, 3;

-- committee_touch(entry)
SELECT o.entry AS thing, CAST(NULL AS BIGINT) AS since, 'committee' AS kind
FROM committee c JOIN committee o ON o.body = c.body
WHERE c.entry = $1 AND o.entry <> c.entry AND o.nature = 2;

-- committee_stir(entry)
SELECT c.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_committee c WHERE c.committee = $1;

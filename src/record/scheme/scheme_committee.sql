-- scheme_committee_scope(scheme)
SELECT place, rsp, project FROM scheme WHERE entry = $1;

-- scheme_committee_view(scheme, committee, treasurer, today)
SELECT CAST($4 AS BIGINT) AS today, s.held AS begun, s.body,
       c.body AS committee_of, c.formed, c.nature, (
         SELECT count(*) FROM committee_seats z
         WHERE z.entry = c.entry AND z.person = $3) AS sits
FROM (SELECT 1 AS one) o
LEFT JOIN scheme s ON s.entry = $1
LEFT JOIN committee c ON c.entry = $2;

-- scheme_committee_touch(entry)
SELECT x.scheme AS thing, CAST(NULL AS BIGINT) AS since, 'scheme' AS kind
FROM scheme_committee x WHERE x.entry = $1;

-- agreement_view(fund, today)
SELECT CAST($2 AS BIGINT) AS today, f.rsp AS fund_rsp, f.class,
       f.project AS fund_project
FROM (SELECT 1 AS one) o LEFT JOIN fund f ON f.entry = $1;

-- agreement_touch(entry)
-- What it allows, and its rates before the first tranche.
SELECT x.entry AS thing, CAST(NULL AS BIGINT) AS since, 'expense' AS kind
FROM expense x WHERE x.agreement = $1
UNION ALL
SELECT c.entry, CAST(NULL AS BIGINT), 'commitment'
FROM commitment c WHERE c.agreement = $1
UNION ALL
SELECT t.entry, CAST(NULL AS BIGINT), 'tranche'
FROM tranche t WHERE t.agreement = $1;

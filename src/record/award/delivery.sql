-- delivery_scope(award)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM award a JOIN household h ON h.entry = a.household WHERE a.entry = $1;

-- delivery_view(award, receiver, procurement, today)
SELECT CAST($4 AS BIGINT) AS today, a.nature, a.household,
       p.household AS receives_in, c.held AS bought
FROM (SELECT 1 AS one) o
LEFT JOIN award a ON a.entry = $1
LEFT JOIN person p ON p.entry = $2
LEFT JOIN procurement c ON c.entry = $3;

-- delivery_touch(entry)
SELECT a.thing AS thing, CAST(NULL AS BIGINT) AS since, 'award' AS kind
FROM delivery d JOIN award a ON a.entry = d.award WHERE d.entry = $1;

-- delivery_bound(award, amount, entry)
-- What was handed over and not taken back.
SELECT CAST($2 AS BIGINT) AS amount, a.amount AS most, (
         SELECT CAST(coalesce(sum(d.amount), 0) AS BIGINT) FROM delivery d
         WHERE d.award = a.entry AND d.counts = 1 AND d.entry <> $3
           AND NOT EXISTS (
             SELECT 1 FROM taken_back r WHERE r.entry = d.entry)) AS given
FROM award a WHERE a.entry = $1;

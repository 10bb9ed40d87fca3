-- policy_touch(entry)
SELECT DISTINCT i.thing AS thing, CAST(NULL AS BIGINT) AS since,
       'insured' AS kind
FROM insured i WHERE i.policy = $1;

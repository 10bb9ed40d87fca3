-- house_stage_scope(house)
SELECT h.place, CAST(NULL AS BYTEA), CAST(NULL AS BYTEA)
FROM house a JOIN household h ON h.entry = a.household WHERE a.entry = $1;

-- house_stage_view(house, today)
SELECT CAST($2 AS BIGINT) AS today, h.held AS agreed, h.approved,
       h.person AS owner
FROM (SELECT 1 AS one) o LEFT JOIN house h ON h.entry = $1;

-- house_stage_touch(entry)
SELECT h.thing AS thing, CAST(NULL AS BIGINT) AS since, 'house' AS kind
FROM house_stage s JOIN house h ON h.entry = s.house WHERE s.entry = $1;

-- house_stage_bound(house, amount, stage, held, inspected, good, entry)
-- What was paid of the house and not taken back, and whether anybody has seen
-- this stage and found it good.
SELECT CAST($2 AS BIGINT) AS amount, h.approved AS most, (
         SELECT CAST(coalesce(sum(s.amount), 0) AS BIGINT) FROM house_stage s
         WHERE s.house = h.entry AND s.counts = 1 AND s.entry <> $7
           AND NOT EXISTS (
             SELECT 1 FROM taken_back r WHERE r.entry = s.entry)) AS given,
       CASE WHEN (CAST($6 AS BIGINT) = 1 AND CAST($5 AS BIGINT) IS NOT NULL)
              OR EXISTS (
                SELECT 1 FROM house_stage s
                WHERE s.house = h.entry AND s.stage = CAST($3 AS TEXT)
                  AND s.counts = 1 AND s.good = 1 AND s.inspected <= $4
                  AND s.entry <> $7
                  AND NOT EXISTS (
                    SELECT 1 FROM taken_back r WHERE r.entry = s.entry))
       THEN 0 ELSE 1 END AS unseen
FROM house h WHERE h.entry = $1;

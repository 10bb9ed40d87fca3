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

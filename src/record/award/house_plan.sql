-- house_plan_touch(entry)
SELECT h.thing AS thing, CAST(NULL AS BIGINT) AS since, 'house' AS kind
FROM house_plan p JOIN house h ON h.plan = p.code WHERE p.entry = $1;

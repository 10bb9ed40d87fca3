-- charge_scope(taker)
SELECT u.place, u.rsp, CAST(NULL AS BYTEA) FROM staff s
JOIN unit u ON u.entry = s.unit WHERE s.entry = $1;

-- charge_touch(entry)
-- Assessments of the bodies given: whose team an assessor is of.
SELECT DISTINCT a.thing AS thing, CAST(NULL AS BIGINT) AS since,
       'assessment' AS kind
FROM charge_bodies x JOIN assessment a ON a.body = x.body WHERE x.entry = $1;

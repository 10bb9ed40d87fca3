-- gains_households(place, day, household, most)
WITH @homes SELECT household FROM home LIMIT $4;

-- gains_bearing(place, day, household)
-- Those of them of whom somebody is an office bearer that day.
WITH @homes
SELECT DISTINCT a.household
FROM home a CROSS JOIN term_kept t
JOIN office o ON o.code = t.office AND o.counts = 1 AND o.bearer = 1
WHERE t.household = a.household AND t.since <= $2 AND t.until > $2;

-- gains_bearers(things, day)
-- Who of these persons is an office bearer that day.
WITH RECURSIVE @asked
SELECT DISTINCT a.thing
FROM asked a CROSS JOIN term_kept t
JOIN office o ON o.code = t.office AND o.counts = 1 AND o.bearer = 1
WHERE t.person = a.thing AND t.since <= $2 AND t.until > $2;

-- posts_held(place, day, rsp)
-- Offices and appointments (activist, CRP) that somebody has on a day, by the
-- household in which she lives then; a person is all her records.
SELECT r.household, w.person, CAST(sum(w.office) AS BIGINT) AS offices,
       CAST(sum(w.named) AS BIGINT) AS appointments
FROM (
  SELECT coalesce((SELECT x.root FROM same x WHERE x.person = v.person),
                  v.person) AS person, v.office, v.named
  FROM (
    SELECT h.person, 1 AS office, 0 AS named
    FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    JOIN term_kept h ON h.body = b.entry AND h.since <= $2 AND h.until > $2
    WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
      AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)
    UNION ALL
    SELECT t.person, 0, 1
    FROM area a JOIN body b ON b.place = a.place AND b.counts = 1
    JOIN activist t ON t.body = b.entry AND t.counts = 1 AND t.since <= $2
      AND coalesce(t.ended, $2 + 1) > $2
    WHERE a.above = $1 AND a.since <= $2 AND a.until > $2
      AND (CAST($3 AS BYTEA) IS NULL OR b.rsp = $3)) v) w
JOIN resident r ON r.person = w.person
  AND coalesce(r.since, $2) <= $2 AND coalesce(r.until, $2 + 1) > $2
GROUP BY r.household, w.person
ORDER BY r.household, w.person;

-- posts_household(household)
SELECT h.number, p.name, p.name_ur, p.name_sd
FROM household h LEFT JOIN place p ON p.entry = h.place WHERE h.entry = $1;

-- posts_person(person)
SELECT x.code, p.name, p.name_ur, p.name_sd
FROM person x LEFT JOIN household h ON h.entry = x.household
LEFT JOIN place p ON p.entry = h.place WHERE x.entry = $1;

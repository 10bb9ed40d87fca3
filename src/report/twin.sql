-- twin_facts(person)
SELECT s.entry, p.household, h.place, s.name_skeleton, s.name_ur_skeleton,
       s.name_sd_skeleton, s.father_skeleton, p.sex, p.born, p.born_grain,
       p.father_is, s.cnic_mark
FROM person_sealed s JOIN person p ON p.entry = s.entry AND p.counts = 1
LEFT JOIN household h ON h.entry = p.household
WHERE s.entry = $1;

-- twin_sounds(name, father, most)
SELECT s.entry, p.household, h.place, s.name_skeleton, s.name_ur_skeleton,
       s.name_sd_skeleton, s.father_skeleton, p.sex, p.born, p.born_grain,
       p.father_is, s.cnic_mark
FROM person_sealed s JOIN person p ON p.entry = s.entry AND p.counts = 1
LEFT JOIN household h ON h.entry = p.household
WHERE s.name_skeleton = $1 AND s.father_skeleton = $2
ORDER BY s.entry LIMIT $3;

-- twin_sounds_ur(name, father, most)
SELECT s.entry, p.household, h.place, s.name_skeleton, s.name_ur_skeleton,
       s.name_sd_skeleton, s.father_skeleton, p.sex, p.born, p.born_grain,
       p.father_is, s.cnic_mark
FROM person_sealed s JOIN person p ON p.entry = s.entry AND p.counts = 1
LEFT JOIN household h ON h.entry = p.household
WHERE s.name_ur_skeleton = $1 AND s.father_skeleton = $2
ORDER BY s.entry LIMIT $3;

-- twin_sounds_sd(name, father, most)
SELECT s.entry, p.household, h.place, s.name_skeleton, s.name_ur_skeleton,
       s.name_sd_skeleton, s.father_skeleton, p.sex, p.born, p.born_grain,
       p.father_is, s.cnic_mark
FROM person_sealed s JOIN person p ON p.entry = s.entry AND p.counts = 1
LEFT JOIN household h ON h.entry = p.household
WHERE s.name_sd_skeleton = $1 AND s.father_skeleton = $2
ORDER BY s.entry LIMIT $3;

-- twin_village(place, sex, least, last, most)
SELECT s.entry, p.household, p.place, s.name_skeleton,
       s.name_ur_skeleton, s.name_sd_skeleton, s.father_skeleton, p.sex, p.born,
       p.born_grain, p.father_is, s.cnic_mark
FROM (SELECT p.entry, p.household, h.place, p.sex, p.born, p.born_grain,
             p.father_is
      FROM household h JOIN person p ON p.household = h.entry
      WHERE h.place = $1 AND p.counts = 1
        AND (p.sex = $2 OR CAST($2 AS BIGINT) IS NULL)
        AND (p.born IS NULL OR CAST($3 AS BIGINT) IS NULL
             OR (p.born >= $3 AND p.born <= $4))
      LIMIT $5) AS p
JOIN person_sealed s ON s.entry = p.entry
ORDER BY s.entry;

-- twin_page(after, most)
SELECT s.entry, p.household, h.place, s.name_skeleton, s.name_ur_skeleton,
       s.name_sd_skeleton, s.father_skeleton, p.sex, p.born, p.born_grain,
       p.father_is, s.cnic_mark
FROM person_sealed s JOIN person p ON p.entry = s.entry AND p.counts = 1
LEFT JOIN household h ON h.entry = p.household
WHERE s.entry > $1 AND NOT EXISTS (
  SELECT 1 FROM merged m WHERE m.person = s.entry)
ORDER BY s.entry LIMIT $2;

-- twin_clear(most)
DELETE FROM twin WHERE one IN (
  SELECT t.one FROM twin t ORDER BY t.one, t.other LIMIT $1);

-- twin_put(one, other, score, why)
INSERT INTO twin (one, other, score, why) VALUES ($1, $2, $3, $4)
ON CONFLICT (one, other) DO UPDATE
SET score = excluded.score, why = excluded.why;

-- twin_home(household)
SELECT place FROM household WHERE entry = $1;

-- twin_count()
SELECT count(*) FROM twin;

-- web_respond_staff(staff, place, day)
-- Who may have asked: herself, and whoever works in a unit that this place
-- lies in.
SELECT s.entry, coalesce(s.name, '') AS name
FROM staff s
WHERE s.counts = 1 AND s.entry = $1
UNION
SELECT s.entry, coalesce(s.name, '')
FROM area a JOIN unit u ON u.place = a.above
JOIN staff s ON s.unit = u.entry
WHERE a.place = $2 AND s.counts = 1 AND s.since <= $3
  AND (s.until IS NULL OR s.until >= $3)
ORDER BY 2, 1 LIMIT 400;

-- web_respond_persons(household, day)
SELECT v.person FROM resident v
WHERE v.household = $1 AND (v.since IS NULL OR v.since <= $2)
  AND (v.until IS NULL OR v.until > $2)
ORDER BY v.person LIMIT 100;

-- web_respond_surveys(place, card)
-- Surveys of this card that the place lies in, and that take scores.
SELECT DISTINCT v.entry, v.code, v.since
FROM area a JOIN survey v ON v.place = a.above
WHERE a.place = $1 AND v.card = $2 AND v.counts = 1 AND coalesce((
    SELECT g.state FROM survey_stage g
    WHERE g.survey = v.entry AND g.until_day IS NULL
    ORDER BY g.state DESC, g.entry DESC LIMIT 1), 0) = 0
ORDER BY v.since DESC, v.entry LIMIT 40;

-- web_respond_cards(about, day)
-- What may be filled in about such a thing today.
SELECT q.code, q.purpose FROM questionnaire q
WHERE q.about = $1 AND q.counts = 1
  AND (q.since IS NULL OR q.since <= $2)
  AND (q.until IS NULL OR q.until >= $2)
ORDER BY q.purpose, q.since DESC, q.code LIMIT 40;

-- web_respond_rounds(card)
SELECT DISTINCT r.round FROM response r
WHERE r.questionnaire = $1 AND r.counts = 1 AND r.round IS NOT NULL
ORDER BY r.round LIMIT 40;

-- backcheck_staff(staff)
SELECT coalesce(s.code, '') FROM staff s WHERE s.entry = $1;

-- backcheck_survey(survey)
SELECT code FROM survey WHERE entry = $1;

-- backcheck_question(card, question)
SELECT x.text, x.text_ur, x.text_sd FROM questionnaire q
JOIN questionnaire_questions x ON x.entry = q.entry
WHERE q.code = $1 AND q.counts = 1 AND x.code = $2
ORDER BY x.n LIMIT 1;

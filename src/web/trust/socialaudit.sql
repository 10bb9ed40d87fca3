-- web_socialaudit_questions(entry)
SELECT question, asked_by, answer, action, due, done
FROM socialaudit_questions WHERE entry = $1 ORDER BY n;

-- web_socialaudit_disclosed(body, day)
-- What of a body hangs on that day, or hung last: of each item the last.
SELECT d.entry, d.item, d.shown, d.until, d.venue, (
         SELECT count(*) FROM disclosure_witnesses w WHERE w.entry = d.entry)
FROM disclosure d
WHERE d.body = $1 AND d.counts = 1 AND d.shown <= $2 AND NOT EXISTS (
  SELECT 1 FROM disclosure n
  WHERE n.body = d.body AND n.item = d.item AND n.counts = 1 AND n.shown <= $2
    AND (n.shown > d.shown OR (n.shown = d.shown AND n.entry > d.entry)))
ORDER BY d.item, d.entry LIMIT 20;

-- web_complaints_of_body(body)
-- How many, open and closed: for the social audit. None of the separate path.
SELECT count(*), CAST(sum(CASE WHEN coalesce(stage, -1) >= 3 THEN 1 ELSE 0 END)
         AS BIGINT)
FROM redressed WHERE body = $1 AND path = 0;

-- web_audits_last(body, day, most)
SELECT s.entry, s.notice, s.held FROM socialaudit s
WHERE s.body = $1 AND s.counts = 1 AND s.notice <= $2
ORDER BY s.notice DESC, s.entry DESC LIMIT $3;

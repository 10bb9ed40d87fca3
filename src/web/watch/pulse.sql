-- pulse_body(body)
SELECT b.formed, b.nature, (
    SELECT CAST(min(o.held) AS BIGINT) FROM opening o
    WHERE o.body = b.entry AND o.counts = 1) AS opened
FROM body b WHERE b.entry = $1;

-- pulse_laws(nature)
SELECT since, until, active_meetings, active_months, irregular_meetings,
       irregular_months, dormant_months, needs_saving, needs_quorum, needs_posts
FROM rhythm WHERE nature = $1 AND counts = 1
ORDER BY since NULLS FIRST, entry;

-- pulse_meetings(body)
SELECT entry, held, saved, quorate FROM met
WHERE body = $1 ORDER BY held, entry LIMIT 5000;

-- pulse_words(body, formed)
SELECT entry, since, state FROM standing
WHERE body = $1 AND counts = 1 AND since >= $2
ORDER BY since, entry LIMIT 500;

-- pulse_posts(body)
SELECT office, since, CASE WHEN until <= 47481 THEN until END AS until, term
FROM holder WHERE body = $1
ORDER BY since, term LIMIT 1000;

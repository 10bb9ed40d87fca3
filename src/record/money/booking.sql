-- booking_touch(entry)
SELECT DISTINCT l.thing AS thing, CAST(NULL AS BIGINT) AS since, b.kind AS kind
FROM booking b JOIN book_line l ON l.event = b.event WHERE b.entry = $1;

-- booking_all()
SELECT event, debit, credit, indicator, less, kind FROM booking WHERE counts = 1
ORDER BY event, entry DESC;

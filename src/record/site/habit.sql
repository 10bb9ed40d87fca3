-- habit_scope(staff)
SELECT u.place, u.rsp, CAST(NULL AS BYTEA) FROM staff s
JOIN unit u ON u.entry = s.unit WHERE s.entry = $1;

-- habit_view(today)
SELECT CAST($1 AS BIGINT) AS today;

-- habit_facts(thing, since)
SELECT h.entry, h.about, h.month,
       CASE WHEN s.login = h.author THEN 1 ELSE 0 END AS own
FROM habit h LEFT JOIN staff s ON s.entry = h.staff
WHERE h.thing = $1 AND h.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY h.about, h.month, h.entry;

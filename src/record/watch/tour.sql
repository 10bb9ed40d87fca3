-- tour_scope(staff)
SELECT u.place, u.rsp, CAST(NULL AS BYTEA) FROM staff s
JOIN unit u ON u.entry = s.unit WHERE s.entry = $1;

-- tour_view(staff)
SELECT since, until FROM staff WHERE entry = $1;

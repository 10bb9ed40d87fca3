-- charge_scope(taker)
SELECT u.place, u.rsp, CAST(NULL AS BYTEA) FROM staff s
JOIN unit u ON u.entry = s.unit WHERE s.entry = $1;

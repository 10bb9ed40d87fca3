-- staff_scope(unit)
SELECT place, rsp, CAST(NULL AS BYTEA) FROM unit WHERE entry = $1;

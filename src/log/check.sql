-- checking_any()
SELECT 1 FROM checking LIMIT 1;

-- checking_state(entry)
SELECT state, kind FROM checking WHERE entry = $1;

-- checking_clear(entry)
DELETE FROM checking WHERE entry = $1;

-- checking_put(entry, kind, signed, state, verdict, author, took, fixer, place,
-- rsp, project, shared, amount)
INSERT INTO checking (entry, kind, signed, state, verdict, author, took, fixer,
                      place, rsp, project, shared, amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

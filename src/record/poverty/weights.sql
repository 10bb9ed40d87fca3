-- weights_view(card, today)
SELECT CAST($2 AS BIGINT) AS today, CAST($1 AS TEXT) AS card;

-- weights_standing(card, held)
-- The points of a card that held on a day.
SELECT entry FROM weights
WHERE card = $1 AND counts = 1 AND since <= CAST($2 AS BIGINT)
ORDER BY since DESC, entry DESC LIMIT 1;

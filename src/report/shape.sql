-- shape_lines(card)
SELECT line FROM likelihood WHERE counts = 1 AND card = $1
ORDER BY line, entry LIMIT 40;

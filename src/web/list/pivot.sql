-- web_pivots(most)
SELECT entry, name, list, asked FROM pivot WHERE counts = 1
ORDER BY name, entry LIMIT $1;

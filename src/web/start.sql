-- web_village()
SELECT 1 FROM place WHERE level >= 6 AND counts = 1 LIMIT 1;

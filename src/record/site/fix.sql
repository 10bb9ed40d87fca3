-- fix_view(answers)
SELECT CASE WHEN CAST($1 AS BYTEA) IS NULL THEN 0 ELSE 1 END AS one;

-- fix_branch(branch)
SELECT e.hash FROM fix f JOIN entry e ON e.id = f.entry
WHERE f.branch = $1 AND f.counts = 1 ORDER BY e.hash DESC LIMIT 1;

-- fix_answering(answers, shipped)
SELECT f.entry, e.hash, f.body, f.withdraw, e.at,
       CASE WHEN e.device = $2 THEN 1 ELSE 0 END AS shipped
FROM fix f JOIN entry e ON e.id = f.entry
LEFT JOIN stands s ON s.id = e.id
WHERE f.answers = $1 AND f.counts = 1 AND (s.hash IS NULL OR s.hash = e.hash)
ORDER BY shipped, CASE WHEN e.device = $2 THEN e.seq ELSE 0 END DESC, e.hash DESC;

-- fix_any(shipped)
SELECT 1 FROM fix f JOIN entry e ON e.id = f.entry WHERE e.device <> $1 LIMIT 1;

-- fix_of(answers)
SELECT entry FROM fix WHERE answers = $1 ORDER BY entry;

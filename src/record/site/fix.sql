-- fix_view(answers)
SELECT CASE WHEN CAST($1 AS BYTEA) IS NULL THEN 0 ELSE 1 END AS one;

-- fix_branch(branch)
SELECT e.hash FROM fix f JOIN entry e ON e.id = f.entry
WHERE f.branch = $1 AND f.counts = 1 ORDER BY e.hash DESC LIMIT 1;

-- fix_answering(answers)
SELECT f.entry, e.hash, f.body, f.withdraw, e.at
FROM fix f JOIN entry e ON e.id = f.entry
WHERE f.answers = $1 AND f.counts = 1 ORDER BY e.hash DESC;

-- fix_any()
SELECT 1 FROM fix LIMIT 1;

-- fix_of(answers)
SELECT entry FROM fix WHERE answers = $1 ORDER BY entry;

-- erasure_of(about)
SELECT 1 FROM erasure WHERE about = $1 AND counts = 1 LIMIT 1;

-- erasure_any()
SELECT 1 FROM erasure WHERE counts = 1 LIMIT 1;

-- check_waiting(kind, since, until, most, place, rsp, project, login, few)
SELECT c.entry, c.signed, c.author, c.place, c.amount FROM checking c
WHERE c.kind = $1 AND c.state = 0 AND c.signed >= $2 AND c.signed <= $3
  AND (c.amount <= $4 OR c.amount IS NULL OR $4 IS NULL)
  AND (c.place = $5 OR $5 IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = c.place AND a.above = $5))
  AND (c.rsp = $6 OR c.shared = 1 OR $6 IS NULL)
  AND (c.project = $7 OR $7 IS NULL)
  AND c.author <> $8 AND c.took <> $8 AND c.fixer <> $8
ORDER BY c.signed DESC, c.entry LIMIT $9;

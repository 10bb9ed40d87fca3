-- staff_scope(unit)
SELECT place, rsp, CAST(NULL AS BYTEA) FROM unit WHERE entry = $1;

-- staff_stir(entry)
-- Steps in complaints that name her, or that she handles: whether they count
-- hangs on her login. Assessments of bodies in her charge, or that she made:
-- whether she is of the body's team hangs on her unit.
SELECT h.thing AS thing, CAST(NULL AS BIGINT) AS since, 'handling' AS kind
FROM complaint c JOIN handling h ON h.complaint = c.entry WHERE c.staff = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'complaint' FROM complaint WHERE staff = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'safeguard' FROM safeguard WHERE staff = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'handling' FROM handling WHERE handler = $1
UNION ALL
SELECT h.thing, CAST(NULL AS BIGINT), 'inquiry'
FROM safeguard c JOIN inquiry h ON h.safeguard = c.entry WHERE c.staff = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'inquiry' FROM inquiry WHERE handler = $1
UNION ALL
SELECT a.thing, CAST(NULL AS BIGINT), 'assessment'
FROM assessment_assessors s JOIN assessment a ON a.entry = s.entry
WHERE s.staff = $1
UNION ALL
SELECT a.thing, CAST(NULL AS BIGINT), 'assessment'
FROM charge c JOIN charge_bodies x ON x.entry = c.entry
JOIN assessment a ON a.body = x.body WHERE c.taker = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'habit' FROM habit WHERE staff = $1;

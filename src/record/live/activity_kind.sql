-- activity_kind_stir(entry)
SELECT x.entry AS thing, CAST(NULL AS BIGINT) AS since, 'nrm' AS kind
FROM activity_kind a JOIN nrm x ON x.activity = a.code WHERE a.entry = $1;

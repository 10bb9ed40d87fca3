-- training_kind_touch(entry)
SELECT t.entry AS thing, CAST(NULL AS BIGINT) AS since, 'training' AS kind
FROM training_kind k JOIN training t ON t.kind = k.code WHERE k.entry = $1;

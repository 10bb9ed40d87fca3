-- leaf_book_scope(body, rsp)
SELECT b.place, coalesce(b.rsp, $2) AS rsp, b.project
FROM (SELECT 1 AS one) o LEFT JOIN body b ON b.entry = $1;

-- leaf_book_view(account, today)
SELECT CAST($2 AS BIGINT) AS today, a.body AS account_of
FROM (SELECT 1 AS one) o LEFT JOIN account a ON a.entry = $1;

-- leaf_book_facts(thing, since)
SELECT x.entry, (
         SELECT CAST(count(*) AS BIGINT) FROM leaf_book o
         WHERE o.counts = 1 AND o.entry <> x.entry
           AND (o.body = x.body OR (o.body IS NULL AND x.body IS NULL
                                    AND o.rsp = x.rsp))
           AND o.what = x.what AND coalesce(o.prefix, '') = coalesce(x.prefix, '')
           AND o.from_serial <= x.upto_serial
           AND o.upto_serial >= x.from_serial) AS shared
FROM leaf_book x
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry;

-- leaf_book_touch(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, 'leaf_book' AS kind
FROM leaf_book x JOIN leaf_book o ON o.body = x.body AND o.entry <> x.entry
WHERE x.entry = $1
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), 'leaf_book'
FROM leaf_book x JOIN leaf_book o ON o.rsp = x.rsp AND o.entry <> x.entry
WHERE x.entry = $1;

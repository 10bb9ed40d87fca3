-- leaf_void_scope(leaf_book)
SELECT b.place, coalesce(b.rsp, x.rsp) AS rsp, b.project
FROM leaf_book x LEFT JOIN body b ON b.entry = x.body WHERE x.entry = $1;

-- leaf_void_view(leaf_book, today)
SELECT CAST($2 AS BIGINT) AS today, x.from_serial AS least,
       x.upto_serial AS most, x.issued_on AS issued
FROM (SELECT 1 AS one) o LEFT JOIN leaf_book x ON x.entry = $1;

-- board_view(fund, today)
SELECT CAST($2 AS BIGINT) AS today, f.rsp AS fund_rsp, f.class
FROM (SELECT 1 AS one) o LEFT JOIN fund f ON f.entry = $1;

-- board_facts(thing, since)
SELECT x.entry AS entry, x.rsp, x.fund, x.held, x.act, x.amount,
       coalesce((
         SELECT CAST(sum(t.amount) AS BIGINT) FROM standing_tranche t
         LEFT JOIN agreement a ON a.entry = t.agreement
         WHERE coalesce(t.fund, a.fund) = x.fund AND t.held <= x.held), 0)
       + coalesce((
         SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_grant w
         WHERE w.fund_to = x.fund AND w.inside = 0 AND w.held <= x.held), 0)
       - coalesce((
         SELECT CAST(sum(CASE w.act WHEN 1 THEN w.amount ELSE -w.amount END)
           AS BIGINT) FROM standing_board w
         WHERE w.fund = x.fund AND w.held <= x.held), 0) AS principal,
       coalesce((
         SELECT CAST(sum(w.income) AS BIGINT) FROM standing_placement w
         WHERE w.fund = x.fund AND w.held <= x.held), 0)
       - coalesce((
         SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_expense w
         WHERE w.fund = x.fund AND w.held <= x.held), 0)
       + coalesce((
         SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_expense w
         WHERE w.fund_to = x.fund AND w.nature = 1 AND w.held <= x.held), 0)
       + coalesce((
         SELECT CAST(sum(CASE w.act WHEN 1 THEN w.amount ELSE -w.amount END)
           AS BIGINT) FROM standing_board w
         WHERE w.fund = x.fund AND w.held <= x.held), 0)
       - coalesce((
         SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_grant w
         WHERE w.fund = x.fund AND w.held <= x.held), 0)
       + coalesce((
         SELECT CAST(sum(w.amount) AS BIGINT) FROM standing_grant w
         WHERE w.fund_to = x.fund AND w.inside = 1 AND w.held <= x.held), 0) AS usable
FROM board x
WHERE x.entry = $1 AND x.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
ORDER BY x.entry;

-- board_limit(rsp, fund, act, amount)
SELECT CAST($3 AS BIGINT) AS act,
       CAST(-coalesce(sum(CASE WHEN h.code = 'endowment' THEN b.amount END), 0)
       AS BIGINT) - CASE WHEN CAST($3 AS BIGINT) = 1 THEN CAST($4 AS BIGINT) ELSE 0 END
       AS principal,
       CAST(-coalesce(sum(CASE WHEN h.nature IN (3, 4)
         OR h.code IN ('endowment_free', 'fund_moved') THEN b.amount END), 0)
       AS BIGINT) - CASE WHEN CAST($3 AS BIGINT) = 2 THEN CAST($4 AS BIGINT) ELSE 0 END
       AS usable
FROM book_balance b JOIN account_head h ON h.code = b.head AND h.counts = 1
WHERE b.book = $1 AND b.fund = $2;

-- board_touch(entry)
SELECT y.entry AS thing, CAST(NULL AS BIGINT) AS since, 'expense' AS kind
FROM board x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN expense y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'transfer'
FROM board x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN transfer y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1
UNION ALL
SELECT y.entry, CAST(NULL AS BIGINT), 'board'
FROM board x JOIN fund f ON f.entry = x.fund AND f.class = 0
JOIN board y ON y.fund = f.entry AND y.held >= x.held
WHERE x.entry = $1;

-- script board_views
CREATE VIEW standing_board AS
SELECT b.entry, b.fund, b.held, b.act, b.amount FROM board b
WHERE b.counts = 1 AND b.act IN (1, 2) AND NOT EXISTS (
  SELECT 1 FROM taken_back r WHERE r.entry = b.entry);

-- script board_views_drop
DROP VIEW IF EXISTS standing_board;

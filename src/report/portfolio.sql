-- portfolio_loans(place, rsp, project, book, fund, day, closed, open)
-- Loans paid out by a day, as they stand; without closed, those that were not
-- closed by then; open: only those whose row does not say how they stood then.
-- No place is everywhere.
SELECT k.thing, k.product, k.source, k.sex, k.paid_out, k.fresh_due,
       k.outstanding, k.charge_left, k.claim, k.overpaid, k.oldest, k.last_day,
       k.acts
FROM loan_kept k
WHERE k.paid_out <= $6
  AND (CAST($7 AS BIGINT) = 1 OR k.closed IS NULL OR k.closed > $6)
  AND (CAST($1 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = k.place AND a.above = $1
      AND a.since <= $6 AND a.until > $6))
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR k.book = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR k.fund = $5)
  AND (CAST($8 AS BIGINT) = 0 OR k.last_day > $6 OR k.oldest < $6);

-- portfolio_sums(place, rsp, project, book, fund, day)
-- Of each product all the others: nothing has happened since, nothing is late.
SELECT k.product, count(*) AS loans,
       CAST(sum(k.outstanding) AS BIGINT) AS outstanding,
       CAST(sum(k.charge_left) AS BIGINT) AS charge_left
FROM loan_kept k
WHERE k.paid_out <= $6 AND (k.closed IS NULL OR k.closed > $6)
  AND k.last_day <= $6 AND (k.oldest IS NULL OR k.oldest >= $6)
  AND k.outstanding > 0
  AND (CAST($1 AS BYTEA) IS NULL OR EXISTS (
    SELECT 1 FROM area a WHERE a.place = k.place AND a.above = $1
      AND a.since <= $6 AND a.until > $6))
  AND (CAST($2 AS BYTEA) IS NULL OR k.rsp = $2)
  AND (CAST($3 AS BYTEA) IS NULL OR k.project = $3)
  AND (CAST($4 AS BYTEA) IS NULL OR k.book = $4)
  AND (CAST($5 AS BYTEA) IS NULL OR k.fund = $5)
GROUP BY k.product
ORDER BY k.product;

-- portfolio_product(code)
SELECT title, title_ur, title_sd FROM loan_product
WHERE code = $1 AND counts = 1 ORDER BY entry LIMIT 1;

-- portfolio_regimes(day)
SELECT entry FROM loan_class WHERE counts = 1 AND since <= $1
ORDER BY code, entry;

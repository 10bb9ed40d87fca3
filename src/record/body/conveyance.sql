-- conveyance_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- conveyance_view(account, today)
SELECT CAST($2 AS BIGINT) AS today, a.opened, a.closed
FROM (SELECT 1 AS one) o LEFT JOIN account a ON a.entry = $1;

-- script conveyance_views
-- Whose an account is now: of the last body that it went over to, else of the
-- one that opened it.
CREATE VIEW account_now AS
SELECT a.entry AS account, coalesce((
    SELECT c.body FROM conveyance c
    WHERE c.account = a.entry AND c.counts = 1
    ORDER BY c.since DESC, c.entry DESC LIMIT 1), a.body) AS body
FROM account a WHERE a.counts = 1;

-- script conveyance_views_drop
DROP VIEW IF EXISTS account_now;

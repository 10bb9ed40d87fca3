-- passkey_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;

-- passkey_view(member, today)
SELECT body AS whose, CAST($2 AS BIGINT) AS today FROM member WHERE entry = $1;

-- passkeys_standing(member)
-- Codes of hers that are good.
SELECT p.mark, p.entry, p.on_day FROM passkey p
WHERE p.member = $1 AND p.does = 0 AND p.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM passkey r
  WHERE r.mark = p.mark AND r.does = 1 AND r.counts = 1)
ORDER BY p.on_day DESC, p.entry;

-- passkey_opens(mark)
SELECT p.member FROM passkey p
JOIN member m ON m.entry = p.member AND m.counts = 1
WHERE p.mark = $1 AND p.does = 0 AND p.counts = 1 AND NOT EXISTS (
  SELECT 1 FROM passkey r
  WHERE r.mark = p.mark AND r.does = 1 AND r.counts = 1)
ORDER BY p.entry LIMIT 1;

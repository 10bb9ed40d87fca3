-- home_held(shipped, own)
SELECT hash FROM entry WHERE device <> $1 AND device <> $2 ORDER BY n;

-- home_own(device, after)
SELECT seq, kind, bytes FROM entry WHERE device = $1 AND seq > $2
ORDER BY seq, hash;

-- home_own_count(device, after)
SELECT count(*), min(at) FROM entry WHERE device = $1 AND seq > $2;

-- home_wants()
SELECT DISTINCT want FROM waiting WHERE why IN ('reference', 'device')
ORDER BY want;

-- pack_entry(n)
SELECT id, kind, bytes, hash, device, seq FROM entry WHERE n = $1;

-- chosen_id(id)
SELECT e.n, e.id, e.hash, e.device, e.author, e.kind, e.bytes
FROM entry e JOIN chain c ON c.device = e.device AND c.seq >= e.seq
WHERE e.id = $1 AND NOT EXISTS (SELECT 1 FROM outcast o WHERE o.hash = e.hash)
ORDER BY e.n;

-- chosen_grants(login)
SELECT entry FROM access WHERE login = $1 ORDER BY entry;

-- chosen_roles()
SELECT entry FROM role ORDER BY entry;

-- chosen_fixes()
SELECT id, answers FROM entry WHERE answers IS NOT NULL ORDER BY n;

-- chosen_erasures()
SELECT entry, about FROM erasure ORDER BY entry;

-- chosen_moves()
SELECT entry, place FROM move ORDER BY entry;

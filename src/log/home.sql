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
SELECT id, kind, bytes FROM entry WHERE n = $1;

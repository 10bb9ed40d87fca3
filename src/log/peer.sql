-- peer_find(device)
SELECT device, key, name, url, pin, place, rsp, project, may_name,
       heard, mark, met, tried, trouble, sent, got
FROM peer WHERE device = $1;

-- peer_all()
SELECT device, key, name, url, pin, place, rsp, project, may_name,
       heard, mark, met, tried, trouble, sent, got
FROM peer ORDER BY name, device;

-- peer_put(device, key, name, url, pin, place, rsp, project, may_name)
INSERT INTO peer (device, key, name, url, pin, place, rsp, project, may_name,
                  heard, mark, met, tried, trouble, sent, got)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, 0, 0, '', 0, 0)
ON CONFLICT (device) DO UPDATE
SET name = excluded.name, url = excluded.url, pin = excluded.pin,
    place = excluded.place, rsp = excluded.rsp, project = excluded.project,
    may_name = excluded.may_name;

-- peer_drop(device)
DELETE FROM peer WHERE device = $1;

-- peer_met(device, at, sent, got)
UPDATE peer SET met = $2, tried = $2, trouble = '', sent = sent + $3,
                got = got + $4
WHERE device = $1;

-- peer_failed(device, at, sent, got, trouble)
UPDATE peer SET tried = $2, trouble = $5, sent = sent + $3, got = got + $4
WHERE device = $1;

-- peer_heard(device, heard, mark)
UPDATE peer SET heard = $2, mark = $3 WHERE device = $1 AND mark <= $3;

-- have_devices(shipped)
SELECT DISTINCT device FROM entry WHERE device <> $1 ORDER BY device;

-- have_hashes(device)
SELECT e.seq, e.hash FROM entry e WHERE e.device = $1 AND NOT EXISTS (
  SELECT 1 FROM rotten x WHERE x.hash = e.hash)
ORDER BY e.seq, e.hash;

-- have_since(device, after)
SELECT at FROM entry WHERE device = $1 AND seq > $2
ORDER BY seq, hash LIMIT 1;

-- lack_entries(device, seq, hash, most)
SELECT seq, hash, id, kind, bytes FROM entry
WHERE device = $1 AND seq >= $2 AND (seq > $2 OR hash > $3)
ORDER BY seq, hash LIMIT $4;

-- lack_stamps(device, from, upto, most)
SELECT seq, head, sig FROM stamp
WHERE device = $1 AND seq >= $2 AND seq <= $3
ORDER BY seq, head, sig LIMIT $4;

-- lack_stamps_last(device, most)
SELECT seq, head, sig FROM stamp WHERE device = $1
ORDER BY seq DESC, head, sig LIMIT $2;

-- have_stamps(device)
SELECT count(*) FROM stamp WHERE device = $1;

-- lack_wanted(after, most)
SELECT DISTINCT hash FROM absent WHERE hash > $1 ORDER BY hash LIMIT $2;

-- script log_schema
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entry (
  n BIGINT NOT NULL PRIMARY KEY, hash BYTEA NOT NULL, id BYTEA NOT NULL,
  device BYTEA NOT NULL, seq BIGINT NOT NULL, prev BYTEA NOT NULL,
  kind TEXT NOT NULL, author TEXT NOT NULL, at BIGINT NOT NULL,
  answers BYTEA, bytes BYTEA NOT NULL);
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_device ON entry (device, seq);
CREATE INDEX entry_answers ON entry (answers) WHERE answers IS NOT NULL;
CREATE TABLE stamp (
  device BYTEA NOT NULL, seq BIGINT NOT NULL, head BYTEA NOT NULL,
  sig BYTEA NOT NULL, PRIMARY KEY (device, seq, head, sig));
CREATE TABLE root (
  device BYTEA NOT NULL PRIMARY KEY, key BYTEA NOT NULL, holder TEXT NOT NULL,
  last BIGINT, head BYTEA);
CREATE TABLE part (
  hash BYTEA NOT NULL PRIMARY KEY, n BIGINT NOT NULL, bytes BYTEA NOT NULL);

-- script derived_schema
CREATE TABLE charter (
  hash BYTEA NOT NULL PRIMARY KEY, id BYTEA NOT NULL, answers BYTEA,
  device BYTEA NOT NULL, seq BIGINT NOT NULL);
CREATE INDEX charter_id ON charter (id);
CREATE TABLE chain (
  device BYTEA NOT NULL PRIMARY KEY, seq BIGINT NOT NULL,
  head BYTEA NOT NULL, contested BIGINT NOT NULL);
CREATE TABLE absent (
  entry BYTEA NOT NULL PRIMARY KEY, hash BYTEA NOT NULL);
CREATE INDEX absent_hash ON absent (hash);
CREATE TABLE erased (
  hash BYTEA NOT NULL PRIMARY KEY);
CREATE TABLE outcast (
  hash BYTEA NOT NULL PRIMARY KEY, why TEXT NOT NULL);
CREATE TABLE rotten (
  hash BYTEA NOT NULL PRIMARY KEY, device BYTEA NOT NULL, seq BIGINT NOT NULL);
CREATE INDEX rotten_device ON rotten (device, seq);
CREATE TABLE stands (
  id BYTEA NOT NULL PRIMARY KEY, hash BYTEA NOT NULL);
CREATE TABLE waiting (
  entry BYTEA NOT NULL, want BYTEA NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (entry, want, why));
CREATE INDEX waiting_want ON waiting (want);
CREATE TABLE finding (
  entry BYTEA NOT NULL, origin TEXT NOT NULL, n BIGINT NOT NULL,
  what TEXT NOT NULL, level BIGINT NOT NULL, path TEXT NOT NULL,
  a BIGINT NOT NULL, b BIGINT NOT NULL, PRIMARY KEY (entry, origin, n));
CREATE TABLE area (
  place BYTEA NOT NULL, above BYTEA NOT NULL, level BIGINT NOT NULL,
  since BIGINT NOT NULL, until BIGINT NOT NULL,
  PRIMARY KEY (place, above, since)) WITHOUT ROWID;
-- All of its columns: what lies below a place is then read from it alone.
CREATE INDEX area_above ON area (above, place, since, until, level);
CREATE TABLE posting (
  thing BYTEA NOT NULL, month BIGINT NOT NULL, indicator TEXT NOT NULL,
  entry BYTEA NOT NULL, place BYTEA NOT NULL, rsp BYTEA NOT NULL,
  project BYTEA NOT NULL, amount BIGINT NOT NULL,
  PRIMARY KEY (thing, month, indicator, entry, place, rsp, project))
  WITHOUT ROWID;
-- With the amount, so that what lies behind a figure is summed from it alone.
CREATE INDEX posting_place ON posting (place, indicator, month, amount);
CREATE INDEX posting_state ON posting (indicator, thing, month, amount)
  WHERE indicator IN ('co.irregular', 'co.dormant', 'vo.irregular',
                      'vo.dormant', 'lso.irregular', 'lso.dormant');
CREATE TABLE figure (
  indicator TEXT NOT NULL, level BIGINT NOT NULL, carried BIGINT NOT NULL,
  month BIGINT NOT NULL, place BYTEA NOT NULL, rsp BYTEA NOT NULL,
  project BYTEA NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL,
  amount BIGINT NOT NULL, n BIGINT NOT NULL,
  PRIMARY KEY (indicator, level, carried, month, place, rsp, project, since,
               until)) WITHOUT ROWID /* ROWS CHANGE */;
CREATE TABLE figure_month (
  month BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL);
CREATE TABLE book_line (
  thing BYTEA NOT NULL, n BIGINT NOT NULL, entry BYTEA NOT NULL,
  event TEXT NOT NULL, book BYTEA NOT NULL, head TEXT NOT NULL, party BYTEA,
  fund BYTEA, on_day BIGINT NOT NULL, month BIGINT NOT NULL,
  amount BIGINT NOT NULL, PRIMARY KEY (thing, n)) WITHOUT ROWID;
CREATE INDEX book_line_book ON book_line (book, head, on_day);
CREATE INDEX book_line_party ON book_line (party, on_day)
  WHERE party IS NOT NULL;
CREATE INDEX book_line_entry ON book_line (entry);
CREATE TABLE book_balance (
  book BYTEA NOT NULL, head TEXT NOT NULL, fund BYTEA NOT NULL,
  month BIGINT NOT NULL, amount BIGINT NOT NULL, n BIGINT NOT NULL,
  PRIMARY KEY (book, head, fund, month)) WITHOUT ROWID /* ROWS CHANGE */;

CREATE TABLE checking (
  entry BYTEA NOT NULL PRIMARY KEY, kind TEXT NOT NULL, signed BIGINT NOT NULL,
  state BIGINT NOT NULL, verdict BYTEA, author TEXT NOT NULL,
  took TEXT NOT NULL, fixer TEXT NOT NULL, place BYTEA, rsp BYTEA,
  project BYTEA, shared BIGINT NOT NULL, amount BIGINT);
CREATE INDEX checking_waits ON checking (kind, state, signed, entry);
CREATE INDEX checking_returned ON checking (author) WHERE state = 2;
CREATE TABLE twin (
  one BYTEA NOT NULL, other BYTEA NOT NULL, score BIGINT NOT NULL,
  why BIGINT NOT NULL, PRIMARY KEY (one, other));
CREATE INDEX twin_other ON twin (other);
CREATE INDEX twin_score ON twin (score, one, other);

-- script derived_drop
DROP TABLE IF EXISTS twin;
DROP TABLE IF EXISTS checking;
DROP TABLE IF EXISTS charter;
DROP TABLE IF EXISTS chain;
DROP TABLE IF EXISTS absent;
DROP TABLE IF EXISTS erased;
DROP TABLE IF EXISTS outcast;
DROP TABLE IF EXISTS rotten;
DROP TABLE IF EXISTS stands;
DROP TABLE IF EXISTS waiting;
DROP TABLE IF EXISTS finding;
DROP TABLE IF EXISTS area;
DROP TABLE IF EXISTS posting;
DROP TABLE IF EXISTS figure;
DROP TABLE IF EXISTS figure_month;
DROP TABLE IF EXISTS book_line;
DROP TABLE IF EXISTS book_balance;

-- person_marked(mark, most)
SELECT entry FROM person_sealed WHERE cnic_mark = $1
UNION
SELECT entry FROM person_sealed WHERE phone_mark = $1
ORDER BY entry LIMIT $2;

-- part_has(hash)
SELECT 1 FROM part WHERE hash = $1;

-- part_find(hash)
SELECT bytes FROM part WHERE hash = $1;

-- part_put(hash, n, bytes)
INSERT INTO part (hash, n, bytes) VALUES ($1, $2, $3);

-- part_again(hash, n, bytes)
INSERT INTO part (hash, n, bytes) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET n = excluded.n, bytes = excluded.bytes;

-- absent_put(entry, hash)
INSERT INTO absent (entry, hash) VALUES ($1, $2)
ON CONFLICT (entry) DO UPDATE SET hash = excluded.hash;

-- absent_clear(entry)
DELETE FROM absent WHERE entry = $1;

-- absent_of(hash)
SELECT entry FROM absent WHERE hash = $1 ORDER BY entry;

-- erased_put(hash)
INSERT INTO erased (hash) VALUES ($1) ON CONFLICT (hash) DO NOTHING;

-- erased_has(hash)
SELECT 1 FROM erased WHERE hash = $1;

-- meta_drop(name)
DELETE FROM meta WHERE name = $1;

-- copy_parts(after, most)
SELECT hash, n, bytes FROM part WHERE hash > $1 ORDER BY hash LIMIT $2;

-- copy_stamps()
SELECT device, seq, head, sig FROM stamp ORDER BY device, seq, head, sig;

-- part_destroy(hash)
DELETE FROM part WHERE hash = $1;

-- part_page(since, after, most)
SELECT hash FROM part WHERE n > $1 AND hash > $2 ORDER BY hash LIMIT $3;

-- part_all()
SELECT hash, bytes FROM part ORDER BY hash;

-- meta_find(name)
SELECT value FROM meta WHERE name = $1;

-- meta_put(name, value)
INSERT INTO meta (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- root_put(device, key, holder, last, head)
INSERT INTO root (device, key, holder, last, head) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (device) DO NOTHING;

-- root_all()
SELECT device, key, holder, last, head FROM root ORDER BY device;

-- entry_put(n, hash, id, device, seq, prev, kind, author, at, answers, bytes)
INSERT INTO entry (n, hash, id, device, seq, prev, kind, author, at, answers,
                   bytes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- entry_last()
SELECT max(n) FROM entry;

-- entry_tip(device)
SELECT seq, hash FROM entry WHERE device = $1 ORDER BY seq DESC, hash LIMIT 1;

-- entry_here(device, seq, hash)
SELECT 1 FROM entry WHERE device = $1 AND seq = $2 AND hash = $3;

-- entry_by_id(id)
SELECT hash, bytes, n FROM entry WHERE id = $1 ORDER BY hash;

-- entry_at_seq(device, seq)
SELECT hash FROM entry WHERE device = $1 AND seq = $2 ORDER BY hash;

-- entry_links(device, after, upto)
SELECT seq, hash, prev, id FROM entry
WHERE device = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, hash;

-- entry_page(after, most)
SELECT n, hash, id, device, seq, prev, kind, author, at, bytes FROM entry
WHERE n > $1 ORDER BY n LIMIT $2;

-- entry_count()
SELECT count(*) FROM entry;

-- entry_devices()
SELECT DISTINCT device FROM entry ORDER BY device;

-- entry_ids_of_device(device)
SELECT id FROM entry WHERE device = $1 ORDER BY seq, hash;

-- entry_ids_of_author(author)
SELECT id FROM entry WHERE author = $1 ORDER BY n;

-- entry_answering(answers)
SELECT id, hash FROM entry WHERE answers = $1 ORDER BY hash;

-- entry_kind(id)
SELECT e.kind, e.answers FROM entry e
LEFT JOIN stands s ON s.id = e.id AND s.hash = e.hash
WHERE e.id = $1 ORDER BY s.hash IS NULL, e.hash LIMIT 1;

-- entry_foreign(one, other)
SELECT count(*) FROM entry WHERE device <> $1 AND device <> $2;

-- stamp_put(device, seq, head, sig)
INSERT INTO stamp (device, seq, head, sig) VALUES ($1, $2, $3, $4)
ON CONFLICT (device, seq, head, sig) DO NOTHING;

-- stamp_known(device, seq, head, sig)
SELECT 1 FROM stamp
WHERE device = $1 AND seq = $2 AND head = $3 AND sig = $4;

-- entry_by_others(id, device)
SELECT 1 FROM entry WHERE id = $1 AND device <> $2 LIMIT 1;

-- stamp_after(device, seq)
SELECT seq, head, sig FROM stamp WHERE device = $1 AND seq > $2
ORDER BY seq DESC, head, sig;

-- stamp_all(device)
SELECT seq, head, sig FROM stamp WHERE device = $1 ORDER BY seq, head, sig;

-- stamp_page(device, seq, head, most)
SELECT device, seq, head, sig FROM stamp
WHERE (device, seq, head) > ($1, $2, $3)
ORDER BY device, seq, head, sig LIMIT $4;

-- stamp_covering(device, seq)
SELECT seq, head, sig FROM stamp WHERE device = $1 AND seq >= $2
ORDER BY seq, head, sig LIMIT 1;

-- chain_find(device)
SELECT seq, head, contested FROM chain WHERE device = $1;

-- chain_put(device, seq, head, contested)
INSERT INTO chain (device, seq, head, contested) VALUES ($1, $2, $3, $4)
ON CONFLICT (device) DO UPDATE
SET seq = excluded.seq, head = excluded.head, contested = excluded.contested;

-- chain_all()
SELECT device, seq, head, contested FROM chain ORDER BY device;

-- rotten_put(hash, device, seq)
INSERT INTO rotten (hash, device, seq) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO NOTHING;

-- rotten_has(hash)
SELECT 1 FROM rotten WHERE hash = $1;

-- rotten_any()
SELECT count(*) FROM rotten;

-- rotten_of(device)
SELECT count(*), min(seq) FROM rotten WHERE device = $1;

-- rotten_bytes(device, seq, hash)
SELECT bytes FROM entry WHERE device = $1 AND seq = $2 AND hash = $3;

-- rotten_mend(device, seq, hash, bytes)
UPDATE entry SET bytes = $4 WHERE device = $1 AND seq = $2 AND hash = $3;

-- rotten_drop(hash)
DELETE FROM rotten WHERE hash = $1;

-- outcast_find(hash)
SELECT why FROM outcast WHERE hash = $1;

-- outcast_put(hash, why)
INSERT INTO outcast (hash, why) VALUES ($1, $2)
ON CONFLICT (hash) DO UPDATE SET why = excluded.why;

-- outcast_clear(device)
DELETE FROM outcast WHERE hash IN (SELECT hash FROM entry WHERE device = $1);

-- stands_put(id, hash)
INSERT INTO stands (id, hash) VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET hash = excluded.hash;

-- stands_clear(id)
DELETE FROM stands WHERE id = $1;

-- charter_put(hash, id, answers)
INSERT INTO charter (hash, id, answers, device, seq)
SELECT hash, id, CAST($3 AS BYTEA), device, seq FROM entry
WHERE id = $2 AND hash = $1
ON CONFLICT (hash) DO NOTHING;

-- charter_has(id)
SELECT 1 FROM charter WHERE id = $1 LIMIT 1;

-- charter_within(device, after, upto)
SELECT 1 FROM charter WHERE device = $1 AND seq > $2 AND seq <= $3 LIMIT 1;

-- charter_all()
SELECT e.bytes, e.hash FROM charter c
JOIN entry e ON e.device = c.device AND e.seq = c.seq AND e.hash = c.hash
ORDER BY e.at, e.device, e.seq, e.hash;

-- waiting_put(entry, want, why)
INSERT INTO waiting (entry, want, why) VALUES ($1, $2, $3)
ON CONFLICT (entry, want, why) DO NOTHING;

-- waiting_clear(entry)
DELETE FROM waiting WHERE entry = $1;

-- waiting_for(want)
SELECT DISTINCT entry FROM waiting WHERE want = $1 AND why <> 'there'
ORDER BY entry;

-- waiting_there(want)
SELECT entry FROM waiting WHERE want = $1 AND why = 'there' ORDER BY entry;

-- waiting_count()
SELECT count(*) FROM waiting;

-- waiting_why(entry)
SELECT why, want FROM waiting WHERE entry = $1 AND why <> 'claim'
ORDER BY why, want LIMIT 1;

-- waiting_uncovered(device, from, last)
INSERT INTO waiting (entry, want, why)
SELECT e.id, e.device, CASE WHEN e.seq > $3 THEN 'ended' ELSE 'stamp' END
FROM entry e
WHERE e.device = $1 AND e.seq >= $2 AND NOT EXISTS (
  SELECT 1 FROM entry o WHERE o.id = e.id AND o.hash <> e.hash)
ON CONFLICT (entry, want, why) DO NOTHING;

-- finding_clear(entry, origin)
DELETE FROM finding WHERE entry = $1 AND origin = $2;

-- finding_put(entry, origin, n, what, level, path, a, b)
INSERT INTO finding (entry, origin, n, what, level, path, a, b)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- finding_of(entry)
SELECT origin, n, what, level, path, a, b FROM finding WHERE entry = $1
ORDER BY origin, n;

-- remark_of_thing(thing)
SELECT DISTINCT f.entry FROM finding f
WHERE f.origin = 'thing' AND f.entry IN (
  SELECT e.id FROM entry e WHERE e.id = $1) ORDER BY f.entry;

-- area_of(place)
SELECT above, level, since, until FROM area WHERE place = $1
ORDER BY above, since;

-- area_clear(place)
DELETE FROM area WHERE place = $1;

-- area_put(place, above, level, since, until)
INSERT INTO area (place, above, level, since, until)
VALUES ($1, $2, $3, $4, $5);

-- area_within(place, above)
SELECT 1 FROM area WHERE place = $1 AND above = $2 LIMIT 1;

-- geo_links(place)
SELECT since, lg, revenue FROM (
  SELECT CAST(NULL AS BIGINT) AS since, lg, revenue, entry FROM place
  WHERE entry = $1 AND counts = 1
  UNION ALL
  SELECT since, lg, revenue, entry FROM move WHERE place = $1 AND counts = 1
) AS link
ORDER BY since NULLS FIRST, entry;

-- geo_level(place)
SELECT level FROM place WHERE entry = $1 AND counts = 1;

-- geo_children(place)
SELECT entry FROM place WHERE lg = $1 OR revenue = $1
UNION
SELECT place FROM move WHERE lg = $1 OR revenue = $1
ORDER BY 1;

-- posting_of_thing(thing, since)
SELECT month, indicator, entry, place, rsp, project, amount FROM posting
WHERE thing = $1 AND month >= $2
ORDER BY month, indicator, entry, place, rsp, project;

-- posting_put(thing, month, indicator, entry, place, rsp, project, amount)
INSERT INTO posting (thing, month, indicator, entry, place, rsp, project,
                     amount)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- posting_delete(thing, month, indicator, entry, place, rsp, project)
DELETE FROM posting WHERE thing = $1 AND month = $2 AND indicator = $3
  AND entry = $4 AND place = $5 AND rsp = $6 AND project = $7;

-- posting_sums_of_place(place)
SELECT indicator, month, rsp, project, CAST(sum(amount) AS BIGINT), count(*)
FROM posting WHERE place = $1 GROUP BY indicator, month, rsp, project
ORDER BY indicator, month, rsp, project;

-- figure_add(indicator, level, carried, month, place, rsp, project, since,
-- until, amount, n)
INSERT INTO figure (indicator, level, carried, month, place, rsp, project,
                    since, until, amount, n)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (indicator, level, carried, month, place, rsp, project, since,
             until)
DO UPDATE SET amount = figure.amount + excluded.amount,
              n = figure.n + excluded.n;

-- figure_sweep(indicator, level, carried, month, place, rsp, project, since,
-- until)
DELETE FROM figure WHERE indicator = $1 AND level = $2 AND carried = $3
  AND month = $4 AND place = $5 AND rsp = $6 AND project = $7 AND since = $8
  AND until = $9 AND n = 0;

-- figure_carry(july, before)
INSERT INTO figure (indicator, level, carried, month, place, rsp, project,
                    since, until, amount, n)
SELECT indicator, level, 1, CAST($1 AS BIGINT), place, rsp, project, since,
       until, CAST(sum(amount) AS BIGINT), CAST(sum(n) AS BIGINT)
FROM figure
WHERE (carried = 1 AND month = $2)
   OR (carried = 0 AND month >= $2 AND month < $1)
GROUP BY indicator, level, place, rsp, project, since, until;

-- figure_uncarry(july)
DELETE FROM figure WHERE carried = 1 AND month > $1;

-- figure_month_add(month, n)
INSERT INTO figure_month (month, n) VALUES ($1, $2)
ON CONFLICT (month) DO UPDATE SET n = figure_month.n + excluded.n;

-- figure_month_sweep()
DELETE FROM figure_month WHERE n = 0;

-- figure_month_ends()
-- Each by itself is the end of a key.
SELECT (SELECT min(month) FROM figure_month),
       (SELECT max(month) FROM figure_month);

-- root_holder(holder)
SELECT 1 FROM root WHERE holder = $1 LIMIT 1;

-- entry_device_of_hash(hash)
SELECT e.device FROM chain c JOIN entry e ON e.device = c.device
WHERE c.contested = 1 AND e.hash = $1 ORDER BY e.device LIMIT 1;

-- finding_any_remark()
SELECT 1 FROM finding WHERE origin = 'thing' LIMIT 1;

-- root_head(device, last, head)
UPDATE root SET last = $2, head = $3 WHERE device = $1;

-- waiting_devices()
SELECT DISTINCT e.bytes FROM waiting w JOIN entry e ON e.id = w.entry
WHERE w.why = 'device' AND e.seq = 1 AND e.kind = 'device' AND e.id = e.device
ORDER BY e.bytes;

-- digest_figure()
SELECT indicator, level, carried, month, place, rsp, project, since, until,
       amount, n FROM figure
ORDER BY indicator, level, carried, month, place, rsp, project, since, until;

-- verify_figures()
-- Where the figures of a month and the sum of the postings below it differ, from
-- either side: one pass over both.
SELECT x.indicator, x.place, x.rsp, x.project, x.month,
       CAST(sum(x.amount) AS BIGINT) AS off
FROM (
  SELECT f.indicator, f.place, f.rsp, f.project, f.month, f.since, f.until,
         f.amount
  FROM figure f WHERE f.carried = 0
  UNION ALL
  SELECT s.indicator, a.above, s.rsp, s.project, s.month, a.since, a.until,
         -s.amount
  FROM (SELECT p.place, p.indicator, p.month, p.rsp, p.project,
               CAST(sum(p.amount) AS BIGINT) AS amount
        FROM posting p
        GROUP BY p.place, p.indicator, p.month, p.rsp, p.project) s
  JOIN area a ON a.place = s.place) x
GROUP BY x.indicator, x.place, x.rsp, x.project, x.month, x.since, x.until
HAVING sum(x.amount) <> 0
ORDER BY x.indicator, x.place, x.rsp, x.project, x.month, x.since, x.until
LIMIT 1000;

-- waiting_unknown(device, from)
INSERT INTO waiting (entry, want, why)
SELECT e.id, e.device, 'device' FROM entry e
WHERE e.device = $1 AND e.seq >= $2 AND NOT EXISTS (
  SELECT 1 FROM entry o WHERE o.id = e.id AND o.hash <> e.hash)
ON CONFLICT (entry, want, why) DO NOTHING;

-- stamp_since(since)
SELECT s.device, s.seq, s.head, s.sig FROM stamp s
WHERE s.device IN (SELECT DISTINCT device FROM entry WHERE n > $1)
  AND s.seq >= (SELECT min(e.seq) FROM entry e
                WHERE e.device = s.device AND e.n > $1)
ORDER BY s.device, s.seq, s.head, s.sig;

-- entry_seen(id)
SELECT e.bytes, e.n, CASE WHEN c.seq >= e.seq AND o.hash IS NULL THEN 1 ELSE 0
       END AS covered
FROM entry e LEFT JOIN chain c ON c.device = e.device
LEFT JOIN outcast o ON o.hash = e.hash
LEFT JOIN stands s ON s.id = e.id AND s.hash = e.hash
WHERE e.id = $1 ORDER BY s.hash IS NULL, covered DESC, e.hash LIMIT 1;

-- entries_signed(ids)
-- Of several entries of one id the one that entry_seen takes comes first.
WITH RECURSIVE @asked
SELECT q.thing, e.author, e.at, e.bytes
FROM asked q JOIN entry e ON e.id = q.thing
LEFT JOIN chain c ON c.device = e.device
LEFT JOIN outcast o ON o.hash = e.hash
LEFT JOIN stands s ON s.id = e.id AND s.hash = e.hash
ORDER BY q.thing, s.hash IS NULL,
         CASE WHEN c.seq >= e.seq AND o.hash IS NULL THEN 0 ELSE 1 END, e.hash;

-- finding_stops(entry)
SELECT 1 FROM finding WHERE entry = $1 AND level = 1 AND origin = 'rule'
LIMIT 1;

-- entry_ids_twice()
SELECT id FROM entry GROUP BY id HAVING count(*) > 1;

-- entry_any_answer(shipped)
SELECT 1 FROM entry WHERE answers IS NOT NULL AND device <> $1 LIMIT 1;

-- entry_fixes_of(device)
SELECT id FROM entry WHERE answers IS NOT NULL AND device = $1 ORDER BY seq, hash;

-- charter_fill()
INSERT INTO charter (hash, id, answers, device, seq)
WITH RECURSIVE c(id) AS (
  SELECT id FROM entry WHERE kind IN ('device', 'access', 'role')
  UNION
  SELECT e.id FROM entry e JOIN c ON e.answers = c.id)
SELECT e.hash, e.id, e.answers, e.device, e.seq FROM entry e JOIN c ON c.id = e.id;

-- device_key(device)
SELECT key, last, head FROM root WHERE device = $1
UNION ALL
SELECT key, last, CAST(NULL AS BYTEA) FROM device WHERE entry = $1 AND counts = 1
ORDER BY 3 DESC NULLS LAST LIMIT 1;

-- log_barred(thing, login)
SELECT 1 FROM barred WHERE thing = $1 AND login = $2 LIMIT 1;

-- script local_schema
CREATE TABLE credential (
  login TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL, changed BIGINT NOT NULL);
CREATE TABLE session (
  token BYTEA NOT NULL PRIMARY KEY, login TEXT NOT NULL,
  made BIGINT NOT NULL, used BIGINT NOT NULL, lang TEXT NOT NULL);
CREATE INDEX session_login ON session (login);
CREATE TABLE naming (
  n BIGINT NOT NULL PRIMARY KEY, said TEXT NOT NULL, folded TEXT NOT NULL,
  within BYTEA NOT NULL, level BIGINT NOT NULL, source TEXT NOT NULL,
  rows_waiting BIGINT NOT NULL, settled BYTEA);
CREATE UNIQUE INDEX naming_said ON naming (folded, within, level);
CREATE TABLE import_run (
  n BIGINT NOT NULL PRIMARY KEY, file TEXT NOT NULL, hash BYTEA NOT NULL,
  kind TEXT NOT NULL, login TEXT NOT NULL, at BIGINT NOT NULL,
  good BIGINT NOT NULL, known BIGINT NOT NULL, bad BIGINT NOT NULL,
  queued BIGINT NOT NULL);
CREATE TABLE import_reject (
  run BIGINT NOT NULL, n BIGINT NOT NULL, sheet TEXT NOT NULL,
  line BIGINT NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL,
  cells TEXT NOT NULL, PRIMARY KEY (run, n));
CREATE TABLE column_map (
  kind TEXT NOT NULL, heading TEXT NOT NULL, field TEXT NOT NULL,
  PRIMARY KEY (kind, heading));
CREATE TABLE phone (
  device BYTEA NOT NULL PRIMARY KEY, key BYTEA NOT NULL, name TEXT NOT NULL,
  refused BIGINT NOT NULL, asked BIGINT NOT NULL, seen BIGINT NOT NULL,
  unsent BIGINT NOT NULL, oldest BIGINT NOT NULL);
CREATE TABLE phone_code (
  code BYTEA NOT NULL PRIMARY KEY, login TEXT NOT NULL, made BIGINT NOT NULL);
CREATE TABLE phone_person (
  device BYTEA NOT NULL, login TEXT NOT NULL, token BYTEA NOT NULL,
  seen BIGINT NOT NULL, PRIMARY KEY (device, login));
CREATE TABLE peer (
  device BYTEA NOT NULL PRIMARY KEY, key BYTEA NOT NULL, name TEXT NOT NULL,
  url TEXT NOT NULL, pin TEXT NOT NULL, place BYTEA, rsp BYTEA, project BYTEA,
  may_name BIGINT NOT NULL, heard TEXT NOT NULL,
  mark BIGINT NOT NULL, met BIGINT NOT NULL, tried BIGINT NOT NULL,
  trouble TEXT NOT NULL, sent BIGINT NOT NULL, got BIGINT NOT NULL);

-- log_sample()
SELECT 1 FROM meta WHERE name = 'demo.seed'
UNION ALL
SELECT 1 FROM device WHERE name = 'Saath demo'
LIMIT 1;

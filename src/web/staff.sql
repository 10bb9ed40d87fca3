-- web_staff_bodies(staff, day)
SELECT h.body, c.since, c.entry, h.theirs, b.nature, b.sex, b.place
FROM (
  SELECT q.body, (
           SELECT d.entry FROM charge_bodies y
           JOIN charge d ON d.entry = y.entry
           WHERE y.body = q.body AND d.taker = $1 AND d.counts = 1
             AND d.since <= $2
           ORDER BY d.since DESC, d.entry DESC LIMIT 1) AS latest,
         CASE WHEN (
             SELECT d.taker FROM charge_bodies y
             JOIN charge d ON d.entry = y.entry
             WHERE y.body = q.body AND d.counts = 1 AND d.since <= $2
             ORDER BY d.since DESC, d.entry DESC LIMIT 1) = $1
           THEN 1 ELSE 0 END AS theirs
  FROM (
    SELECT DISTINCT x.body FROM charge k
    JOIN charge_bodies x ON x.entry = k.entry
    WHERE k.taker = $1 AND k.counts = 1 AND k.since <= $2) q
) h JOIN charge c ON c.entry = h.latest JOIN body b ON b.entry = h.body
ORDER BY h.theirs DESC, b.nature, b.name, h.body LIMIT 3000;

-- web_staff_charges(staff)
SELECT c.entry, c.since, c.giver, c.taker, (
    SELECT count(*) FROM charge_bodies x WHERE x.entry = c.entry) AS bodies
FROM charge c
WHERE (c.taker = $1 OR c.giver = $1) AND c.counts = 1
ORDER BY c.since DESC, c.entry LIMIT 40;

-- web_staff_of_login(login, day)
SELECT entry FROM staff
WHERE login = $1 AND counts = 1 AND since <= $2
  AND (until IS NULL OR until >= $2)
ORDER BY since DESC, entry LIMIT 1;

-- web_staff_charged(staff)
SELECT 1 FROM charge WHERE taker = $1 AND counts = 1 LIMIT 1;

-- web_staff_near(staff, day)
SELECT o.entry FROM staff s JOIN staff o ON o.rsp = s.rsp
WHERE s.entry = $1 AND o.entry <> $1 AND o.counts = 1 AND o.since <= $2
  AND (o.until IS NULL OR o.until >= $2)
ORDER BY CASE WHEN o.unit = s.unit THEN 0 ELSE 1 END, o.name, o.entry
LIMIT 300;

-- web_unit_staff(unit, day)
SELECT s.entry, s.post, s.since, s.until,
       CASE WHEN s.until IS NULL OR s.until >= $2 THEN 1 ELSE 0 END AS here, (
         SELECT count(*) FROM (
           SELECT DISTINCT x.body FROM charge c
           JOIN charge_bodies x ON x.entry = c.entry
           WHERE c.taker = s.entry AND c.counts = 1 AND c.since <= $2
         ) q WHERE (
           SELECT d.taker FROM charge_bodies y
           JOIN charge d ON d.entry = y.entry
           WHERE y.body = q.body AND d.counts = 1 AND d.since <= $2
           ORDER BY d.since DESC, d.entry DESC LIMIT 1) = s.entry) AS bodies
FROM staff s WHERE s.unit = $1 AND s.counts = 1
ORDER BY here DESC, s.post, s.name, s.entry LIMIT 300;

-- web_unit_children(unit)
SELECT entry, nature, place FROM unit WHERE parent = $1 AND counts = 1
ORDER BY nature, name, entry LIMIT 300;

-- web_charge_bodies(charge)
SELECT x.body, b.nature, b.sex, b.place, b.code, (
    SELECT count(*) FROM member m
    WHERE m.body = x.body AND m.counts = 1 AND m.ended IS NULL) AS members
FROM charge_bodies x JOIN body b ON b.entry = x.body
WHERE x.entry = $1 ORDER BY b.nature, b.name, x.body LIMIT 3000;

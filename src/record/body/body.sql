-- body_view(place, parent, project, today)
SELECT CAST($4 AS BIGINT) AS today,
       (SELECT level FROM place WHERE entry = $1) AS level,
       p.nature AS parent_nature, p.sex AS parent_sex, p.rsp AS parent_rsp,
       j.rsp AS project_rsp
FROM (SELECT 1 AS one) o
LEFT JOIN body p ON p.entry = $2
LEFT JOIN project j ON j.entry = $3;

-- body_facts(thing, since)
SELECT b.entry, b.nature, b.sex, b.rsp, b.project, b.place, b.formed,
       CAST(NULL AS BIGINT) AS found, CAST(NULL AS BIGINT) AS state,
       (
         SELECT CAST(min(r.since) AS BIGINT) FROM running r
         WHERE r.place = b.place AND r.rsp = b.rsp
           AND (r.indicator IS NULL OR r.indicator = CASE b.nature
           WHEN 0 THEN 'co' WHEN 1 THEN 'vo' WHEN 2 THEN 'lso'
           ELSE 'group' END)) AS cutover,
       CASE WHEN b.place <> u.place THEN (
         SELECT CAST(min(CASE WHEN x.above = y.above THEN 0 ELSE 1 END)
           AS BIGINT)
         FROM area x JOIN area y ON y.place = u.place AND y.level = x.level
         WHERE x.place = b.place AND x.level IN (4, 5)
         GROUP BY x.level ORDER BY x.level DESC LIMIT 1) END AS outside,
       CASE WHEN b.nature = 0 THEN (
         SELECT count(*) FROM member m
         WHERE m.body = b.entry AND m.counts = 1 AND m.ended IS NULL)
       END AS members
FROM body b LEFT JOIN body u ON u.entry = b.parent AND u.nature < 4
WHERE b.entry = $1 AND b.counts = 1 AND CAST($2 AS BIGINT) IS NOT NULL
UNION ALL
SELECT s.entry, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BIGINT), s.since, s.state, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM standing s WHERE s.body = $1 AND s.counts = 1
ORDER BY found NULLS FIRST, 1;

-- body_touch(entry)
SELECT a.above AS thing, CAST(NULL AS BIGINT) AS since, 'place' AS kind
FROM body b JOIN area a ON a.place = b.place AND a.level IN (3, 5, 7)
WHERE b.entry = $1 AND NOT EXISTS (
  SELECT 1 FROM (
    SELECT o.entry, o.rsp, o.project, o.counts, o.formed
    FROM area y CROSS JOIN body o
    WHERE y.above = a.above AND y.since <= a.since AND y.until >= a.until
      AND o.place = y.place LIMIT 40) n
  WHERE n.rsp = b.rsp AND n.counts = 1 AND n.formed <= b.formed - 31
    AND (b.project IS NULL OR n.project = b.project)
    AND NOT EXISTS (SELECT 1 FROM standing s
      WHERE s.body = n.entry AND s.counts = 1 AND s.state > 2));

-- body_stir(entry)
SELECT o.thing AS thing, CAST(NULL AS BIGINT) AS since, o.kind AS kind
FROM member m CROSS JOIN homes o WHERE m.body = $1 AND o.person = m.person
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM member m CROSS JOIN same x CROSS JOIN homes o
WHERE m.body = $1 AND x.person = m.person AND o.person = x.root
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'meeting' FROM meeting WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'body' FROM body WHERE parent = $1;

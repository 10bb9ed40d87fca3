-- body_view(place, parent, project, today)
SELECT CAST($4 AS BIGINT) AS today,
       (SELECT level FROM place WHERE entry = $1) AS level,
       p.nature AS parent_nature, p.sex AS parent_sex, p.rsp AS parent_rsp,
       j.rsp AS project_rsp
FROM (SELECT 1 AS one) o
LEFT JOIN body p ON p.entry = $2
LEFT JOIN project j ON j.entry = $3;

-- body_facts(thing, since)
SELECT b.entry, 0 AS what, 0 AS aside, b.nature, b.sex, b.rsp, b.project,
       b.place, b.formed, CAST(NULL AS BIGINT) AS found,
       CAST(NULL AS BIGINT) AS until, CAST(NULL AS BIGINT) AS state,
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
       END AS members,
       CAST(NULL AS BIGINT) AS enough, CAST(NULL AS BIGINT) AS enough_in,
       CAST(NULL AS BIGINT) AS few, CAST(NULL AS BIGINT) AS few_in,
       CAST(NULL AS BIGINT) AS silent, CAST(NULL AS BIGINT) AS saving,
       CAST(NULL AS BIGINT) AS quorum, CAST(NULL AS BIGINT) AS posts,
       CAST(NULL AS TEXT) AS office
FROM body b LEFT JOIN body u ON u.entry = b.parent AND u.nature < 4
WHERE b.entry = $1 AND b.counts = 1
UNION ALL
SELECT s.entry, 1, 0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BIGINT), s.since, CAST(NULL AS BIGINT), s.state,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS TEXT)
FROM standing s WHERE s.body = $1 AND s.counts = 1
UNION ALL
SELECT x.entry, 2, 1, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BIGINT), x.since, x.until, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       x.active_meetings, x.active_months, x.irregular_meetings,
       x.irregular_months, x.dormant_months, x.needs_saving, x.needs_quorum,
       x.needs_posts, CAST(NULL AS TEXT)
FROM body b JOIN rhythm x ON x.nature = b.nature
WHERE b.entry = $1 AND x.counts = 1
UNION ALL
SELECT g.entry, 3, 1, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BIGINT), g.held, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       g.saved, g.quorate, CAST(NULL AS BIGINT), CAST(NULL AS TEXT)
FROM met g
WHERE g.body = $1 AND g.held >= (CAST($2 AS BIGINT) - 2 - (
    SELECT coalesce(max(x.dormant_months), 0) FROM rhythm x
    WHERE x.counts = 1)) * 146097 / 4800
UNION ALL
SELECT o.entry, 4, 1, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BIGINT), o.held, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS TEXT)
FROM opening o WHERE o.body = $1 AND o.counts = 1
UNION ALL
SELECT h.term, 5, 1, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BYTEA), CAST(NULL AS BYTEA), CAST(NULL AS BYTEA),
       CAST(NULL AS BIGINT), h.since,
       CASE WHEN h.until <= 47481 THEN h.until END, CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), h.office
FROM holder h
WHERE h.body = $1 AND EXISTS (
  SELECT 1 FROM body b JOIN rhythm x ON x.nature = b.nature
  WHERE b.entry = $1 AND x.counts = 1 AND x.needs_posts > 0)
ORDER BY found NULLS FIRST, 1;

-- script body_views
CREATE VIEW met AS
SELECT g.entry, g.body, g.held,
       CASE WHEN g.total > 0 THEN 1
            WHEN EXISTS (SELECT 1 FROM meeting_attendance r
                         WHERE r.entry = g.entry AND r.saved > 0) THEN 1
       ELSE 0 END AS saved,
       CASE WHEN g.quorum_needed IS NULL THEN 1
            WHEN g.quorum_needed <= coalesce(
              (SELECT CAST(sum(CASE r.present WHEN 0 THEN 1 ELSE 0 END)
                 AS BIGINT) FROM meeting_attendance r
               WHERE r.entry = g.entry AND r.present IS NOT NULL),
              g.women + coalesce(g.men, 0), g.men, g.quorum_needed) THEN 1
       ELSE 0 END AS quorate
FROM meeting g WHERE g.counts = 1 AND g.not_held IS NULL;

-- script body_views_drop
DROP VIEW IF EXISTS met;

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
FROM member m
CROSS JOIN homes o /* along person = m.person */
WHERE m.body = $1 AND o.person = m.person
UNION ALL
SELECT o.thing, CAST(NULL AS BIGINT), o.kind
FROM member m CROSS JOIN same x CROSS JOIN homes o /* along person = x.root */
WHERE m.body = $1 AND x.person = m.person AND o.person = x.root
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'meeting' FROM meeting WHERE body = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM loan l CROSS JOIN approval a WHERE l.body = $1 AND a.loan = l.entry
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM federated f CROSS JOIN loan l CROSS JOIN approval a
WHERE f.parent = $1 AND l.body = f.body AND a.loan = l.entry
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'deposit' FROM deposit WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'sharing' FROM sharing WHERE body = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), kind FROM live_of WHERE body = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'member_opening'
FROM member_opening WHERE body = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'welfare_gift'
FROM welfare_gift WHERE body = $1
UNION ALL
SELECT m.entry, CAST(NULL AS BIGINT), 'member'
FROM member m
WHERE m.body = $1
  AND EXISTS (SELECT 1 FROM saving_drawn x WHERE x.member = m.entry)
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'body' FROM body WHERE parent = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'term' FROM term WHERE body = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'delegate' FROM delegate WHERE body = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'delegate' FROM delegate WHERE parent = $1
UNION ALL
SELECT d.thing, CAST(NULL AS BIGINT), 'delegate'
FROM member m JOIN delegate d ON d.member = m.entry WHERE m.body = $1
UNION ALL
SELECT thing, CAST(NULL AS BIGINT), 'formation' FROM formation WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'account' FROM account WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'resolution' FROM resolution
WHERE body = $1 AND bylaw IS NOT NULL
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'committee' FROM committee
WHERE body = $1 AND bylaw IS NOT NULL
UNION ALL
SELECT c.thing, CAST(NULL AS BIGINT), 'capital'
FROM fund x JOIN capital c ON c.fund = x.entry WHERE x.body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'linkage' FROM linkage WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'loan' FROM loan WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'loan' FROM loan WHERE lender = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'appraisal'
FROM loan l JOIN appraisal a ON a.loan = l.entry WHERE l.lender = $1
UNION ALL
SELECT a.entry, CAST(NULL AS BIGINT), 'approval'
FROM loan l JOIN approval a ON a.loan = l.entry WHERE l.lender = $1
UNION ALL
SELECT d.entry, CAST(NULL AS BIGINT), 'disbursement'
FROM loan l JOIN disbursement d ON d.loan = l.entry WHERE l.lender = $1
UNION ALL
SELECT u.entry, CAST(NULL AS BIGINT), 'utilisation'
FROM loan l JOIN utilisation u ON u.loan = l.entry WHERE l.lender = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'need' FROM need WHERE body = $1
UNION ALL
SELECT entry, CAST(NULL AS BIGINT), 'plan' FROM plan WHERE body = $1;

-- need_answer_scope(need)
SELECT b.place, b.rsp, b.project
FROM need n JOIN body b ON b.entry = n.body WHERE n.entry = $1;

-- need_answer_view(need, body, resolution, today)
SELECT CAST($4 AS BIGINT) AS today, n.raised, b.nature, r.body AS resolved_by,
       CASE WHEN r.state IN (1, 4, 5) THEN 1 ELSE 0 END AS lost
FROM (SELECT 1 AS one) o
LEFT JOIN need n ON n.entry = $1
LEFT JOIN body b ON b.entry = $2
LEFT JOIN resolution r ON r.entry = $3;

-- need_answer_touch(entry)
WITH RECURSIVE below AS (
  SELECT x.need FROM need_answer x WHERE x.entry = $1
  UNION
  SELECT j.need FROM below b CROSS JOIN need_join j WHERE j.wider = b.need)
SELECT b.need AS thing, CAST(NULL AS BIGINT) AS since, 'need' AS kind
FROM below b;

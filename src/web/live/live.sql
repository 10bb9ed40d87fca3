-- web_survival(nrm)
SELECT s.entry, s.held, s.months, s.alive, s.lost_to FROM survival s
WHERE s.nrm = $1 AND s.counts = 1 ORDER BY s.held, s.entry LIMIT 200;

-- web_nrm_next(nrm)
SELECT due, due_months FROM nrm_kept WHERE thing = $1;

-- web_nrm_parts(nrm)
SELECT p.household, p.person, p.quantity, p.amount FROM nrm_parts p
WHERE p.entry = $1 ORDER BY p.n LIMIT 1000;

-- web_enterprise(enterprise)
-- What a group has sold and paid.
SELECT (SELECT count(*) FROM enterprise_artisans m
        WHERE m.entry = $1 AND m.until IS NULL) AS people, (
         SELECT CAST(coalesce(sum(s.amount), 0) AS BIGINT) FROM standing_sale s
         WHERE s.enterprise = $1) AS sold, (
         SELECT CAST(coalesce(sum(p.amount), 0) AS BIGINT)
         FROM standing_sale s JOIN sale_payouts p ON p.entry = s.entry
         WHERE s.enterprise = $1) AS paid, (
         SELECT CAST(coalesce(sum(s.margin), 0) AS BIGINT) FROM standing_sale s
         WHERE s.enterprise = $1) AS margin, (
         SELECT CAST(coalesce(sum(c.amount), 0) AS BIGINT)
         FROM standing_sale s JOIN sale_outlays c ON c.entry = s.entry
         WHERE s.enterprise = $1) AS costs;

-- web_artisans(enterprise)
-- Members, and what each was paid in all.
SELECT m.person, m.role, m.since, m.until, (
         SELECT CAST(coalesce(sum(p.amount), 0) AS BIGINT)
         FROM standing_sale s JOIN sale_payouts p ON p.entry = s.entry
         WHERE s.enterprise = m.entry AND p.person = m.person) AS paid
FROM enterprise_artisans m WHERE m.entry = $1 ORDER BY m.n LIMIT 200;

-- web_orders(enterprise)
SELECT o.entry, o.item, o.buyer, o.held, o.due, o.cancelled, o.quantity,
       o.price, k.made, k.passed, k.rejected, k.sold
FROM sale_order o LEFT JOIN sale_order_kept k ON k.thing = o.entry
WHERE o.enterprise = $1 AND o.counts = 1
ORDER BY o.held DESC, o.entry LIMIT 200;

-- web_order(sale_order)
SELECT o.entry, o.item, o.buyer, o.held, o.due, o.cancelled, o.quantity,
       o.price, k.made, k.passed, k.rejected, k.sold
FROM sale_order o LEFT JOIN sale_order_kept k ON k.thing = o.entry
WHERE o.entry = $1;

-- web_sales(enterprise, sale_order)
-- Of a group, or of one order.
SELECT s.entry, s.held, s.buyer, s.item, s.quantity, s.amount, s.margin, (
         SELECT CAST(coalesce(sum(p.amount), 0) AS BIGINT) FROM sale_payouts p
         WHERE p.entry = s.entry) AS paid, (
         SELECT CAST(coalesce(sum(c.amount), 0) AS BIGINT) FROM sale_outlays c
         WHERE c.entry = s.entry) AS costs,
       CASE WHEN EXISTS (SELECT 1 FROM standing_sale g WHERE g.entry = s.entry)
       THEN 0 ELSE 1 END AS undone
FROM sale s
WHERE s.counts = 1 AND s.enterprise = $1
  AND (CAST($2 AS BYTEA) IS NULL OR s.sale_order = $2)
ORDER BY s.held DESC, s.entry LIMIT 200;

-- web_makers(sale_order)
-- What each made, what of it passed, and what she was paid.
SELECT u.person, CAST(sum(u.made) AS BIGINT) AS made,
       CAST(sum(u.passed) AS BIGINT) AS passed,
       CAST(sum(u.rejected) AS BIGINT) AS rejected,
       CAST(sum(u.paid) AS BIGINT) AS paid
FROM (
  SELECT m.person, m.quantity AS made, 0 AS passed, 0 AS rejected, 0 AS paid
  FROM production p JOIN production_made m ON m.entry = p.entry
  WHERE p.sale_order = $1 AND p.counts = 1
  UNION ALL
  SELECT l.person, 0, l.passed, coalesce(l.rejected, 0), 0
  FROM quality_check q JOIN quality_check_lines l ON l.entry = q.entry
  WHERE q.sale_order = $1 AND q.counts = 1
  UNION ALL
  SELECT p.person, 0, 0, 0, p.amount
  FROM standing_sale s JOIN sale_payouts p ON p.entry = s.entry
  WHERE s.sale_order = $1) u
GROUP BY u.person ORDER BY u.person LIMIT 400;

-- web_trade(joint_trade)
SELECT CASE WHEN EXISTS (SELECT 1 FROM standing_trade s WHERE s.entry = $1)
       THEN 0 ELSE 1 END AS undone;

-- web_trade_parts(joint_trade)
SELECT p.person, p.body, p.quantity, p.amount FROM joint_trade_parts p
WHERE p.entry = $1 ORDER BY p.n LIMIT 600;

-- web_enrolments(school)
SELECT e.entry, e.held, e.girls, e.boys, e.present_girls, e.present_boys,
       e.disabled, e.poorest
FROM enrolment e WHERE e.school = $1 AND e.counts = 1
ORDER BY e.held DESC, e.entry LIMIT 200;

-- web_health_reports(health_worker)
SELECT r.entry, r.month, r.births, r.stillbirths, r.mothers_died,
       r.newborns_died, r.referrals, r.mothers_seen, r.children_seen
FROM health_report r WHERE r.health_worker = $1 AND r.counts = 1
ORDER BY r.month DESC, r.entry LIMIT 200;

-- web_linkage_kept(linkage)
SELECT k.body, k.agency, k.self_help, k.stage, k.asked, k.answered, k.promised,
       k.due, k.ended, k.last, k.value, k.paid, k.reminders, k.moved,
       k.silent_on, k.late_on, k.lapsed_on
FROM linkage_kept k WHERE k.thing = $1;

-- web_linkage_steps(linkage)
SELECT s.entry, s.held, s.stage, s.answer, s.due, s.value, s.people_paid, s.evidence
FROM linkage_step s WHERE s.linkage = $1 AND s.counts = 1
ORDER BY s.held, s.stage, s.entry LIMIT 300;

-- web_joint_meetings(committee)
SELECT m.entry, m.held, m.venue, m.women, m.men FROM joint_meeting m
WHERE m.committee = $1 AND m.counts = 1
ORDER BY m.held DESC, m.entry LIMIT 100;

-- web_joint_decided(meeting)
SELECT number, what, agency, body, linkage, due, state, told, step
FROM joint_decided WHERE meeting = $1 ORDER BY number, meeting LIMIT 100;

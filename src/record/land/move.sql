-- move_view(place, lg, revenue)
SELECT (SELECT level FROM place WHERE entry = $1) AS level,
       (SELECT level FROM place WHERE entry = $2) AS lg_level,
       (SELECT level FROM place WHERE entry = $3) AS revenue_level;

-- move_moved(entry)
SELECT place FROM move WHERE entry = $1;

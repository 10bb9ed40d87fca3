-- place_view(lg, revenue)
SELECT (SELECT level FROM place WHERE entry = $1) AS lg_level,
       (SELECT level FROM place WHERE entry = $2) AS revenue_level;

-- place_moved(entry)
SELECT entry AS place FROM place WHERE entry = $1;

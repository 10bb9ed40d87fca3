/* map - places coloured by a figure, and where schemes lie in them. */
#ifndef SAATH_WEB_MAP_H
#define SAATH_WEB_MAP_H

#include "web/chart/chart.h"

enum { MAP_CLASSES = 5, MAP_PLACES = 1000, MAP_POINTS = 500 };

/* A place, what the map says of it, and its borders; without some: path is
 * empty, it stands in the table only. */
struct map_place {
    struct id id;
    const char *name, *key; /* key: "pk723" */
    const char *link, *told;
    bool said;
    int64_t v;       /* by which it is coloured */
    int32_t box[4];  /* west, north, east, south */
    struct str path; /* as in the d of a picture */
    int shade;       /* 1..MAP_CLASSES; 0: nothing is known */
};
struct map_point {
    struct id id;
    const char *name;
    int64_t lat, lon; /* millionths of a degree */
};
struct map {
    struct map_place *at;
    size_t n;
    struct map_point *point;
    size_t points;
    int level;                 /* of the places: 3 districts, 4 talukas */
    int64_t most[MAP_CLASSES]; /* the greatest of each class */
    int64_t least[MAP_CLASSES];
    int classes;
    int scale;    /* of what it is coloured by */
    bool percent; /* that is a percent */
};
/* Fills the borders of each place, and gives it its shade: as many places to
 * each class as there can be, equal ones together. */
void map_borders(struct rq *rq, struct map *m);
void map_shades(struct map *m, struct arena *a);
/* The picture; nothing when no place has borders. What it says stands in the
 * table beside it, so it is hidden from readers aloud. */
void map_draw(struct rq *rq, const struct map *m, const char *title);

#endif

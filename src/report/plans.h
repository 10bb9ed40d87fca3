/* plans - what the files of the report `plans` share. */
#ifndef SAATH_REPORT_PLANS_H
#define SAATH_REPORT_PLANS_H

#include "core/need_stand.h"
#include "report/spread.h"

enum { SECTORS = 19, WHOS = 3, TIERS = 4, NATURES = 2, BODIES_MOST = 2000 };

/* What a line of the report comes to. */
struct wants {
    int64_t needs, households, women_first, done, women, men;
    int64_t band[NEED_BANDS]; /* households, of the banding of the figures */
    paisa cost, who[WHOS], approved, funded;
};
struct spot_row {
    struct id id;
    struct wants w;
};
struct plans {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct id place;
    int level;
    day on;
    struct wants sector[SECTORS], women[SECTORS], kind[TIERS][NATURES];
    struct wants women_all, all;
    struct wants in_all; /* the same as `all`, with bands */
    paisa part[SHARES];
    struct scheme bands;
    struct spot_row *body, *spot;
    size_t bodies, spots;
    bool more;
};

/* A sheet of the report, begun: title, and what was asked. */
struct sheet plans_start(const struct plans *p, const struct column *c, int n,
                         const char *title);
struct str plans_body(const struct plans *p, struct id body); /* its name */
/* By place, then by VO; the bands are those of the figures. */
void plans_people(const struct plans *p, struct sheet *out, int scope);

#endif

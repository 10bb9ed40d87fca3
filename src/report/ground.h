/* ground - where and when a report looks: the place and the days that were asked
 * for, and the places of its rows. */
#ifndef SAATH_REPORT_GROUND_H
#define SAATH_REPORT_GROUND_H

#include "report/inside.h"

struct ground {
    struct id place;    /* asked for, or the country */
    int scope;          /* its level; 0: none was asked for */
    int level;          /* of the rows */
    day from, on;       /* on: the end of the month; from: DAY_FIRST for ever */
    struct spots spots; /* of the rows, as they lie on that day */
};
struct ground ground_read(struct db *db, const struct question *q,
                          struct arena *a);
/* Which of the spots a place is; spots.n: none of them. */
size_t ground_spot(const struct ground *g, struct id place);

#endif

/* gauge - what registers give of a body on a day, for an index of maturity. */
#ifndef SAATH_REPORT_GAUGE_H
#define SAATH_REPORT_GAUGE_H

#include "core/maturity.h"
#include "db/db.h"

/* So many of so many in the year until that day, by the gauge of that name (one
 * of GAUGES); 0 of 0 where there is nothing to measure, or no such gauge. */
struct gauged gauge_read(struct db *db, struct str name, struct id body,
                         day on);
/* Where its evidence is listed: a path that ends before the body's id; "" for
 * no such gauge. */
const char *gauge_evidence(struct str name);

/* A yardstick as it stands, by its code; NULL: no such one. In the arena. */
const struct yardstick *yardstick_find(struct db *db, struct str code,
                                       struct arena *a);
/* The indicator of that code, or -1. */
int yardstick_indicator(const struct yardstick *y, struct str code);
/* The marks of an assessment in the order of the yardstick's indicators, and
 * what was computed that day; each as many as it has, in the arena. */
struct assessed_marks {
    int64_t *mark, *computed; /* INT_NONE: none */
    struct str *why;
};
struct assessed_marks assessed_marks(struct db *db, const struct yardstick *y,
                                     struct id assessment, struct arena *a);

#endif

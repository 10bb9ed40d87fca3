/* aims - what was meant to be reached in a year, place by place. */
#ifndef SAATH_REPORT_AIMS_H
#define SAATH_REPORT_AIMS_H

#include "report/report.h"

/* What is meant to be added to an indicator in a place, from July on, in the
 * indicator's own scale. Work plans say it by months; where there are none for
 * the indicator, RSP, project and place, the targets that lie within the year:
 * one of the whole year, or else the sum of those of its parts. These say
 * nothing of single months: then `monthly` is false and `in_month` and `to_date`
 * are 0.
 *
 * A place has what is said of itself; where nothing is, the sum of what is said
 * of the places within it. */
struct aim_whom;
struct measure;
struct reference;
struct aim {
    struct str indicator;
    struct id place;
    int64_t in_month, to_date, in_year;
    bool monthly;
    struct aim_whom *of; /* of whom it is meant */
};
struct aim_above { /* a place, and one that it lies in */
    struct id place, above;
};
struct aims {
    struct aim *at; /* by indicator, place */
    size_t n;
    struct aim_above *above; /* by place, the nearest first */
    size_t aboves;
};
/* Of the fiscal year in which the month lies; of one RSP and project, or of all
 * when these are none. In the arena. */
struct aims aims_read(struct db *db, struct arena *a, month as_of,
                      struct id rsp, struct id project);
/* NULL: nothing was planned there. */
const struct aim *aims_find(const struct aims *x, struct str indicator,
                            struct id place);
/* What was added since July by those of whom it is meant, and by nobody else: the
 * same places, RSPs and projects; who lies within another of them counts once.
 * `m` is the aim's indicator. False: nothing was ever posted there. */
bool aim_done(struct db *db, struct arena *a, const struct reference *r,
              const struct question *q, const struct measure *m,
              const struct aims *x, const struct aim *aim, int64_t *out);

#endif

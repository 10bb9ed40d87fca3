/* gains - who got what of the benefits of a place: how much went to office
 * bearers, to their households, to the most-served tenth; who got nothing. */
#ifndef SAATH_REPORT_GAINS_H
#define SAATH_REPORT_GAINS_H

#include "report/report.h"

enum { GAINS_MOST = 60, GAINS_HOUSEHOLDS = 20000 };

/* Of one programme of one kind of benefit (a loan, a grant, a training); shares
 * are counted in money where all of it has an amount, else in times. */
struct gain {
    const struct kind *kind;
    struct str programme;  /* as people call it */
    int64_t times, amount; /* amount in paisa, of those that have one */
    bool money;            /* all of them have one */
    int64_t households;    /* distinct, that got it */
    /* In the same measure, all of it and those parts: */
    int64_t all, bearers, homes, tenth;
};
struct gains {
    int64_t households; /* known in the place */
    int64_t served;     /* that got anything */
    int64_t homes;      /* of office bearers */
    int64_t homes_served;
    int64_t tenth; /* how many the most-served tenth is, rounded up */
    struct gain at[GAINS_MOST]; /* by kind, then programme */
    size_t n;
};
/* Households of a place, and what they got until a day, of every kind that has
 * x_benefit. False: more than GAINS_HOUSEHOLDS, ask for a smaller place.
 * Programmes beyond GAINS_MOST are counted in `served` alone. */
bool gains_read(struct db *db, struct id place, day on, struct arena *a,
                struct gains *out);

#endif

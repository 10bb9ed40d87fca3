/* duty - on which days a return falls due that is owed every year. Pure. */
#ifndef SAATH_DUTY_H
#define SAATH_DUTY_H

#include "base/base.h"

/* What a law asks: by that day of every year, first `first_after` months after
 * the registration. */
struct yearly {
    int due_month, due_day; /* 1..12, 1..31 */
    int first_after;        /* months */
    day since, until;       /* of the law; DAY_NONE: open */
};
/* The n-th day on which it falls due (0: the first) for a body registered on
 * that day; DAY_NONE after the law's end. */
day yearly_due(const struct yearly *y, day registered, int n);

#endif

/* benefit - what a household already got, from which programme: looked at
 * before anybody decides on more.
 *
 * A kind is a benefit when its SQL has x_benefit(place, day, household), which asks
 * of the households of a place on a day or of one (`@homes`, tools/mksql.c): a row
 * for each that the household or a person of it got, the latest first, with columns
 * entry, on_day, programme (how people call it), amount (paisa; NULL: none in money)
 * and household; and person, where it was given to one of them (report/gains.h). */
#ifndef SAATH_BENEFIT_H
#define SAATH_BENEFIT_H

#include "web/web.h"

struct benefit {
    const struct kind *kind;
    struct id entry;
    day on;
    struct str programme;
    paisa amount; /* INT_NONE: not in money */
};
enum { BENEFITS_MOST = 500, BENEFITS_OF_KIND = 100 };

/* The latest first, of each kind at most its latest hundred; of kinds that the
 * asker may see. In arena memory. */
size_t benefits_of(struct rq *rq, struct id household, struct benefit **out);
/* A card that says so, also when there is none. */
void benefits_card(struct rq *rq, struct id household);
void benefits_json(struct rq *rq, struct id household); /* an array */

#endif

/* relief - what a household was given after a disaster, by whom, and what of it
 * came twice. Pure: a function of the set of gifts, in any order. */
#ifndef SAATH_RELIEF_H
#define SAATH_RELIEF_H

#include "core/core.h"

#define RELIEF_CHOICES                                                         \
    "food|cash|tent|bedding|kitchen|hygiene|water|medicine|fodder|seed|"       \
    "animal|repair|other"
/* A kind of help of which the disaster's package says nothing comes again after
 * so many days: our default. */
enum { RELIEF_EVERY_DAYS = 30 };

struct relief_gift {
    struct id entry, agency; /* agency none: nobody said */
    day on;
    int32_t what;  /* of RELIEF_CHOICES */
    int64_t every; /* days until it may come again; 0: once */
};
/* Sorts by day, then entry. */
void relief_sort(struct relief_gift *g, size_t n);
/* Of sorted gifts to one household: the earlier one that g[at] repeats before
 * its time; `at` itself when it repeats none. What repeats is itself no reason
 * to wait longer. */
size_t relief_repeats(const struct relief_gift *g, size_t at);

#endif

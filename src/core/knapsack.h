/* knapsack - the most valuable choice that fits, at most one of each class, and
 * how much more any other choice could be worth at the most.
 *
 * Pure integers, and a function of the set of points: no clock stops it, only a
 * number of states. Method: the classes one after the other, the steepest first
 * (worth for cost); of the choices made so far only those are kept that no other
 * beats in all that counts, and whose linear bound lies above the best choice
 * known. Martello and Toth, Knapsack Problems (1990); Kellerer, Pferschy and
 * Pisinger, Knapsack Problems (2004), chapters 5 and 11. A side condition (the
 * `extra` of all that is chosen is not below 0) is priced into the bound. */
#ifndef SAATH_KNAPSACK_H
#define SAATH_KNAPSACK_H

#include "base/base.h"

/* Bounds within which no sum or product overflows. */
#define KNAPSACK_COST INT64_C(10000000000000)
#define KNAPSACK_VALUE INT64_C(1000000000)
#define KNAPSACK_EXTRA (100 * KNAPSACK_COST)
enum { KNAPSACK_POINTS = 4000 };
#define KNAPSACK_NONE SIZE_MAX

struct knapsack_point {
    size_t class;        /* from 0, one after the other */
    int64_t cost, value; /* 0..KNAPSACK_COST, 0..KNAPSACK_VALUE */
    int64_t extra;       /* -KNAPSACK_EXTRA..KNAPSACK_EXTRA */
    size_t item;         /* the caller's; the order among equals */
};
struct knapsack {
    const struct knapsack_point *point;
    size_t points, classes;
    int64_t room;  /* costs of what is chosen, together, at the most */
    int64_t extra; /* what the side condition begins with */
    size_t states; /* choices kept side by side, at the most; at least 1 */
};

struct knapsack_answer {
    bool found;    /* a choice that holds the side condition */
    bool proven;   /* none is worth more; not found: there is none */
    int64_t value; /* of what was found */
    int64_t bound; /* no choice is worth more */
    size_t *item;  /* of each class; KNAPSACK_NONE: nothing */
    /* By item: no choice that has it, and none that lacks it, is worth more
     * than this; -1: there is none at all. */
    int64_t *with, *without;
    size_t seen; /* states that were looked at */
};
/* `items`: how many the caller has; all answers live in the arena. */
struct knapsack_answer knapsack_solve(const struct knapsack *k, size_t items,
                                      struct arena *a);

#endif

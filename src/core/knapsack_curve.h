/* knapsack_curve - the linear bound of a knapsack: whole steps of worth for
 * cost, the steepest first, and a part of the next.
 *
 * The worth of a point is its value in parts of 2^40 and the price of its
 * `extra`, which is chosen so that the bound of all is lowest. For core/knapsack
 * alone. */
#ifndef SAATH_KNAPSACK_CURVE_H
#define SAATH_KNAPSACK_CURVE_H

#include "core/knapsack.h"

typedef __int128 wide;

/* From one point of a class to a dearer one; never less steep than the next
 * step of the same class. */
struct step {
    size_t class, point; /* where it leads */
    int64_t cost, value, extra;
    wide worth;
};
struct curve {
    const struct knapsack *k;
    int64_t price;
    struct knapsack_point *point; /* by class, then cost */
    size_t *first;                /* point of a class; one more at the end */
    struct step *step;            /* of all classes, the steepest first */
    size_t steps;
    size_t *class_at, *stage_of; /* classes by their steepest step */
    /* Of the classes from a stage on: sums of the first i steps. */
    size_t n, *at;
    int64_t *cost, *value, *extra;
    wide *worth;
};

struct curve *curve_make(const struct knapsack *k, struct arena *a);
/* Sets the sums, of the classes from this stage on. */
void curve_from(struct curve *c, size_t stage);
wide curve_worth(const struct curve *c, int64_t value, int64_t extra);
/* The most that may be added to a choice by what is left, where `steps` is how
 * many whole ones fit into `room`. Never too low. */
wide curve_bound(const struct curve *c, size_t steps, int64_t room);
int64_t curve_whole(wide worth); /* in values, rounded down */
/* Bounds with and without each item, on all classes. */
void curve_forced(const struct curve *c, size_t items, int64_t *with,
                  int64_t *without);

#endif

/* maturity - an index of maturity, and the score of a body by it.
 *
 * Pure integers. An indicator's mark is a share of its scale, in hundredths of
 * a percent; a dimension is the weighted mean of its indicators, the total
 * that of the dimensions; each is rounded half up to hundredths, so that
 * anybody can do the sum again by hand. */
#ifndef SAATH_MATURITY_H
#define SAATH_MATURITY_H

#include "core/core.h"

enum {
    YARD_WHOLE = 10000, /* 100 percent in hundredths */
    YARD_DIMENSIONS = 12,
    YARD_INDICATORS = 60,
    YARD_GRADES = 10
};
enum yard_way { YARD_COMPUTED, YARD_MARKED };

struct yard_dimension {
    struct str code, title, title_ur, title_sd;
    int64_t weight; /* hundredths of a percent */
};
struct yard_indicator {
    struct str code, dimension, title, title_ur, title_sd;
    int64_t weight, scale; /* marks go from 0 to scale */
    int32_t way;
    struct str query; /* the gauge of one that is computed */
};
struct yard_grade {
    struct str code;
    int64_t least; /* of the total */
    struct str title, title_ur, title_sd;
};
struct yardstick {
    struct str code;
    int64_t version;
    int32_t nature;
    struct str title, title_ur, title_sd;
    day since, until;
    bool illustrative;
    struct str source;
    struct list dimensions, indicators, grades;
};

/* What a body did by a gauge: so many of so many; of 0: nothing to measure. */
struct gauged {
    int64_t part, of;
};
/* The gauges that registers can compute, by name, in one order. */
#define GAUGES                                                                 \
    "met|attended|saved|posts|women|audited|planned|resolved|returns|answered"
bool gauge_known(struct str name);
/* The mark it is worth: its share of the scale, rounded down; INT_NONE when
 * there is nothing to measure. */
int64_t gauge_mark(const struct gauged *g, int64_t scale);

/* Marks in the order of the indicators; INT_NONE: not marked, it counts for
 * nothing and its weight is left out. */
struct maturity {
    int64_t dimension[YARD_DIMENSIONS]; /* INT_NONE: nothing was marked */
    int64_t total;                      /* INT_NONE the same */
    int drag;  /* the lowest dimension, the first of equals; -1: none */
    int grade; /* -1: none */
    int unmarked;
};
struct maturity maturity_of(const struct yardstick *y, const int64_t *mark);
/* The grade of a total: the last that begins at it or below; -1. */
int yard_grade_of(const struct yardstick *y, int64_t total);

#endif

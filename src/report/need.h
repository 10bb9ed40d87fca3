/* need - what the registers know of households, as products ask for it. */
#ifndef SAATH_REPORT_NEED_H
#define SAATH_REPORT_NEED_H

#include "core/choice.h"
#include "db/db.h"

/* Households that one selection looks at. */
enum { NEEDS_MOST = 20000 };

struct need {
    struct id household;
    struct str number;
    struct id place;
    struct choice_home home;
    struct choice_score score; /* current on the day; none */
    int64_t dependants;        /* under 18 or over 65 */
    day received;              /* the product; DAY_NONE */
};
/* One household, gone or not; false: there is none. `code` is of the product
 * whose receipt is asked for. */
bool need_read(struct db *db, struct id household, struct str code, day on,
               struct arena *a, struct need *out);
/* All households that live within a place on a day, by id; at most NEEDS_MOST,
 * and then *more is true. */
size_t needs_read(struct db *db, struct id place, struct str code, day on,
                  struct arena *a, struct need **out, bool *more);

/* The products whose rule stands on a day, by code; in arena memory. */
struct product_row {
    struct id entry;
    struct product is;
};
size_t products_read(struct db *db, day on, struct arena *a,
                     struct product_row **out);
bool product_read(struct db *db, struct id entry, struct arena *a,
                  struct product *out);

/* A selection as it was kept, with all that go on from it: rows by rank. A
 * place that somebody refused goes to the first who waits. */
struct selected {
    struct id household, score;
    int64_t rank;
    bool waiting;  /* as it was frozen */
    bool refused;  /* a decision since then says so */
    bool moved_up; /* from the waiting list, into a place that was refused */
};
size_t selection_read(struct db *db, struct id first, struct arena *a,
                      struct selected **out);
/* The latest first entry of a selection of that code, for a place in which the
 * household lives, made by that day; and how the household stands in it. */
struct choice_place selection_place(struct db *db, struct id household,
                                    struct str code, day on, struct arena *a);

/* ---- back-checks --------------------------------------------------------*/

/* One drawn household asked twice: answers checked, and those that differ. */
struct checked {
    struct id survey, score, backcheck, enumerator; /* who asked first */
    struct str card;
    struct recheck *question;
    size_t questions;
};
/* Of one survey (none: of all within a place; none: all), by survey and score;
 * the last back-check of a score counts, if it was drawn. */
size_t checked_read(struct db *db, struct id survey, struct id place,
                    struct arena *a, struct checked **out);

#endif

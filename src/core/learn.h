/* learn - what attendance comes to: who was taught, for how many days, with
 * which marks. Pure, and a function of the set of rows, never of their order. */
#ifndef SAATH_LEARN_H
#define SAATH_LEARN_H

#include "core/core.h"

/* What one row says of somebody: of the training's own list, or of the sheet
 * of one day. */
struct learn_row {
    struct id entry;   /* the entry it stands in */
    int64_t n;         /* its row there */
    struct id who;     /* person or staff; ID_NONE: in no register */
    int32_t sex;       /* 0 women, 1 men, -1 not said */
    day on;            /* of the sheet; DAY_NONE: the list */
    int64_t said;      /* days, as the list says; INT_NONE */
    bool present;      /* on the sheet's day */
    int64_t pre, post; /* hundredths of a percent; INT_NONE */
};

/* One participant. Days are those that the list says, else the days of sheets
 * on which she was present, each once. Of several marks before it the least
 * counts, of several after it the greatest. */
struct learn_seat {
    struct id who;
    int32_t sex; /* as the first row by entry and number says it */
    int64_t days;
    int64_t pre, post;
};

/* The seats behind the rows, by `who`; who is in no register has a seat for each
 * row. Sorts the rows: by who, then entry and number. */
size_t learn_seats(struct learn_row *row, size_t n, struct arena *a,
                   struct learn_seat **out);

/* Was she there long enough to be counted as taught: at least `least` percent
 * of the days, and a day? Of a training whose length or share nobody said, a
 * day is enough. */
bool learn_taught(int64_t attended, int64_t days, int64_t least);

#endif

/* opened - what a number opens adds up to the number, cell by cell. */
#ifndef SAATH_OPENED_H
#define SAATH_OPENED_H

#include <string.h>

#include "../src/report/report.h"
#include "tap.h"

/* Counts are as many things, amounts their sum. A rate is of all that were
 * scored: it is not looked at. Returns how many cells were. */
static inline int opened_checked(struct db *db, const struct report *r,
                                 const struct question *q, struct arena *a,
                                 const struct sheet *s)
{
    int seen = 0;

    for (size_t i = 0; r->behind && i < s->rows; i++)
        for (int c = 0; c < s->columns && s->row[i].key.n; c++) {
            const struct sheet_cell *cell = &s->row[i].cell[c];
            struct str key = str_of(s->column[c].key);
            struct opened o = { 0 };

            if (choice_find(r->opens, key) < 0 || str_same(key, S("rate")) ||
                !cell->said || cell->more)
                continue;
            if (!CHECK(r->behind(db, q, s->row[i].key, key, a, &o)))
                continue;
            CHECK_INT(!o.n || o.at[0].amount == INT_NONE ||
                              str_ends(key, S("loans")) ?
                          o.of :
                          o.sum,
                      cell->number);
            seen++;
        }
    return seen;
}

#endif

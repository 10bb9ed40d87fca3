/* leaf - numbered leaves of receipt, cheque and voucher books: what is printed
 * on one, and what is wrong with how it was used. */
#ifndef SAATH_LEAF_H
#define SAATH_LEAF_H

#include "core/core.h"

#define LEAF_WHAT "receipt|cheque|voucher"
enum leaf_what { LEAF_RECEIPT, LEAF_CHEQUE, LEAF_VOUCHER };
enum {
    LEAF_PREFIX_BYTES = 20,
    LEAF_SERIAL_MOST = 999999999,
    LEAF_BOOK_MOST = 500 /* leaves of one book */
};

/* What is printed, as people write it, is letters and then a number: "B 0017"
 * is prefix "B " and 17. Blanks around it do not count, case does not. False:
 * it does not end in a number, or one beyond LEAF_SERIAL_MOST. `prefix` lives
 * in the text. */
bool leaf_read(struct str said, struct str *prefix, int64_t *serial);
/* The same letters: without blanks and signs between them, small as capital. */
bool leaf_prefix_same(struct str a, struct str b);
/* As it is printed: the serial with noughts before it, to `digits` (INT_NONE:
 * none). */
struct str leaf_text(struct str prefix, int64_t serial, int64_t digits,
                     struct arena *a);

/* One use: a money entry that names it. */
struct leaf_use {
    struct id entry;
    struct str prefix;
    int64_t serial;
    day on;
    struct id person, staff; /* who took the money, where it is said */
    struct str login;        /* who took or signed the entry */
    enum leaf_what what;     /* the sort of book it would be of */
};
/* A book of leaves, and what it was issued as. */
struct leaf_issue {
    struct str prefix;
    int64_t from, upto;
    day issued, returned;
    struct id person, staff;
    struct str login; /* of the staff; empty: none known */
    enum leaf_what what;
};
bool leaf_in(const struct leaf_issue *issue, const struct leaf_use *use);
/* Of two books that both hold its number: is the first rather its own? The one
 * of its sort; of these the one that was out on its day; else the later. */
bool leaf_nearer(const struct leaf_issue *one, const struct leaf_issue *other,
                 const struct leaf_use *use);
/* What is wrong with a use; `issue` is the book that it is in (NULL: nobody
 * issued it), `uses` how many entries name this leaf, `lost` that it was said
 * to be void or missing. */
void leaf_judge(const struct leaf_issue *issue, const struct leaf_use *use,
                int64_t uses, bool lost, struct findings *f);

/* ---- cash in hand -------------------------------------------------------*/

/* Cash that came to somebody's hand (> 0) or left it, in order of days. */
struct hand_move {
    day on;
    paisa amount;
};
/* Since when somebody holds what they hold: the day of the oldest money that is
 * still there, when the oldest is handed on first. DAY_NONE: nothing is. */
day hand_since(const struct hand_move *move, size_t n);

#endif

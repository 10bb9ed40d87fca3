/* leaves - leaves of receipt, cheque and voucher books, and the money entries
 * that name them: found in every kind that has a text field `leaf`. */
#ifndef SAATH_LEAVES_H
#define SAATH_LEAVES_H

#include "core/leaf.h"
#include "web/register.h"

enum { LEAVES_USED_MOST = 5000, LEAVES_BOOKS_MOST = 2000 };

/* What was said of a leaf: void 0, missing 1. */
struct leaf_lost {
    int64_t serial;
    int32_t what;
    day on;
    struct str why;
};

/* A book of leaves with what was said of it. */
struct leaf_issued {
    struct leaf_issue is;
    struct id entry, owner;
    int32_t what;
    int64_t digits;
    struct leaf_lost *lost; /* by leaves_lost */
    size_t losts;
};
struct leaves_issued {
    struct leaf_issued *at;
    size_t n;
};
/* All books that a body or an RSP ever issued. */
struct leaves_issued leaves_issued(struct rq *rq, struct id owner);

/* A money entry that names a leaf. */
struct leaf_used {
    struct leaf_use use;
    struct str said; /* as it stands there */
    const struct kind *kind;
    bool back; /* taken back by a reversal */
    /* By leaves_match: the book that it is of (NULL: nobody issued it), and how
     * many entries name this leaf, those taken back left out. */
    struct leaf_issued *in;
    int64_t uses;
};
struct leaves_used {
    struct leaf_used *at; /* by day, then entry */
    size_t n;
    bool more; /* there are more than LEAVES_USED_MOST */
};

/* Entries in the books of an owner from one day to another that name a leaf. */
struct leaves_used leaves_of_days(struct rq *rq, struct id owner, day from,
                                  day upto);
/* Those whose leaves begin with the letters of that book. */
struct leaves_used leaves_of_book(struct rq *rq, const struct leaf_issued *b);

/* What was said of the leaves of a book, into it. */
void leaves_lost(struct rq *rq, struct leaf_issued *b);
/* Finds the book of each: of those that hold its number the nearest; and what
 * was said of the leaves of these books. */
void leaves_match(struct rq *rq, const struct leaves_issued *all,
                  struct leaves_used *used);

/* What is wrong with a use that leaves_match has seen. */
struct findings leaf_found(struct rq *rq, const struct leaf_used *u);

#endif

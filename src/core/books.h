/* books - money that moves, in the double-entry books of bodies and RSPs.
 *
 * Nobody in a village knows of debit and credit. A kind's x_posts says what
 * moved and why (`money`); which heads of account that touches is data (record
 * `booking`), so every movement is two lines that balance, in one book and one
 * fund. Lines are derived from entries as figures are. */
#ifndef SAATH_BOOKS_H
#define SAATH_BOOKS_H

#include "core/core.h"

/* The greatest amount of one field, in paisa: 100 billion rupees. A sum of a
 * million of them still fits. */
#define MONEY_MOST INT64_C(10000000000000)

/* Money that moved by one entry. Its heads are those of the booking of
 * `event`, unless a side names its own. */
struct movement {
    struct id entry;   /* the signed fact, one of this thing's facts */
    const char *event; /* "meeting.saved": a booking's code; static text */
    struct id book;    /* whose books: a body or an RSP */
    struct id fund;    /* record `fund`; ID_NONE: the book's own money */
    struct str debit, credit;            /* heads; empty: by the booking */
    struct id debit_party, credit_party; /* member, loan, account, body, ...:
                                             whose part of that head; or none */
    day on;       /* of the fact; DAY_NONE: nothing is booked */
    paisa amount; /* 0: nothing; less than 0: taken back */
    /* Where it counts, for the indicator that the booking names; place none:
     * in no figure. Sex 0 women, 1 men, -1 neither: adds to .women, .men. */
    struct id place, rsp, project;
    int32_t sex;
    month cutover; /* of the RSP there, for that indicator: see post_kept */
};
void money(struct postings *out, const struct movement *m);

/* What stands of the thing: the row is copied. The last one said counts. */
void keep(struct postings *out, const void *row, size_t bytes);
/* The same of a kind that keeps any number of rows a thing: they stay where they
 * are, in the arena of `out`. */
void keep_each(struct postings *out, const void *rows, size_t n);

/* One side of a movement in a book. */
struct line {
    struct id entry;
    struct str event;
    struct id book;
    struct str head;
    struct id party, fund;
    day on;       /* of the fact, or of what took it back */
    month month;  /* of the books: its day's, or the first open one after it */
    paisa amount; /* debit > 0, credit < 0 */
};

/* Debit and credit of one movement. */
struct booked {
    struct str debit, credit;
    struct str indicator; /* what it adds to; empty: none */
    int sign;             /* of what it adds: 1 or -1 */
};

#endif

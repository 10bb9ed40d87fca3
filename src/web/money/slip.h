/* slip - what a member holds in her hand after money moved: read from the lines
 * that its entry booked, so that every kind that books money has one. */
#ifndef SAATH_SLIP_H
#define SAATH_SLIP_H

#include "web/register.h"

/* One line of the books, as its owner reads it. */
struct slip_row {
    struct str event;
    const char *what; /* "Saved at a meeting" */
    const char *head; /* "Regular savings of members" */
    struct id book, party;
    struct id loan;   /* whose charge or fee it is, without a party */
    struct id owner;  /* the party, or whose loan, policy or grant it is */
    const char *name; /* of the party; "" without one */
    bool cash;        /* box, bank or hand */
    int64_t nature;   /* of the head: choices of account_head */
    struct str code;  /* of the head */
    day on;
    paisa amount;  /* debit > 0, credit < 0 */
    paisa balance; /* of that party under that head at the end of that day, as
                      its owner reads it; INT_NONE: without a party */
};
struct slip {
    struct id entry, book, of; /* of: only this owner's rows; none: all */
    const struct kind *kind;
    const char *body, *named; /* its name; of whom the slip is, or "" */
    day on, reversed;         /* reversed: taken back that day, or DAY_NONE */
    struct str leaf, reference;
    int64_t number;  /* of a voucher; INT_NONE */
    paisa total;     /* came in > 0, went out < 0: what is no cash, together */
    paisa moved;     /* without a sign; also of what came from hand to bank */
    struct str code; /* short: of the entry's id and hash; slip_check */
    struct slip_row *row;
    size_t n;
    struct id *party; /* all owners of its rows, in order */
    size_t parties;
};

enum { SLIP_ROWS = 4000 }; /* of one entry; more are not told */

/* What the entry booked, in the asker's language; of one owner where `of` is
 * one. What came and went again in the same act is left out. False: it booked
 * nothing, or nothing of that owner. */
bool slip_read(struct rq *rq, struct id entry, struct id of, struct slip *out);
/* "1,200" or "1,200.50": rupees. */
const char *slip_rupees(struct rq *rq, paisa v);
/* What it was, in one word or two: the event of its first row. */
const char *slip_what(const struct slip *s);

/* "received", "paid" or "moved": as the body says it. */
const char *slip_way(struct rq *rq, const struct slip *s);

/* The same as text of at most two SMS; its words in the asker's language. */
struct str slip_text(struct rq *rq, const struct slip *s);
/* As so many SMS it is sent: of 160 letters of the GSM alphabet, or of 70 of
 * any; 153 and 67 where there are more than one. */
int sms_parts(struct str text);
enum { SLIP_SMS_MOST = 2 };

/* Its code as it is checked: an entry's first 40 bits of id and of hash, short
 * as vote_short writes them. */
struct str slip_code(struct rq *rq, struct id entry, struct hash hash);

#endif

/* saving - what pages of savings share: a member's account as the books say it.
 */
#ifndef SAATH_WEB_SAVING_H
#define SAATH_WEB_SAVING_H

#include "core/saving.h"
#include "web/register.h"

enum { PASSBOOK_ROWS = 4000, PASSBOOK_LOANS = 100 };

/* What one entry moved on her account; INT_NONE: nothing of that. */
struct passbook_row {
    struct id entry;
    day on;
    const char *what;                 /* "Saved at a meeting", "Meeting" */
    paisa in, out, balance;           /* savings, of all sorts together */
    paisa lent, repaid, balance_owed; /* loans: their principal */
};
struct passbook_loan {
    struct id loan;
    struct str number;
    paisa owed; /* principal that is out */
    bool internal;
    int64_t multiple; /* hundredths; INT_NONE: not said */
};
struct passbook {
    struct id member, body, person;
    const void *record; /* of the member */
    const char *name, *body_name;
    int64_t number; /* INT_NONE */
    day ended;
    paisa held[SAVINGS], over; /* over: what she drew beyond it */
    paisa saved;               /* all sorts, without what is left */
    paisa in, out;             /* in all */
    paisa owed, pledged, free;
    struct passbook_row *row; /* the earliest first */
    size_t n;
    struct passbook_loan loan[PASSBOOK_LOANS];
    size_t loans;
    bool more; /* there are more rows than these */
};
/* The account of the path's first star. False when it has answered. */
bool passbook_open(struct rq *rq, struct passbook *out);
/* Of a member who is known to be seen. */
bool passbook_read(struct rq *rq, struct id member, struct passbook *out);
/* "1,200" or "1,200.50"; "" for INT_NONE. */
const char *saving_rupees(struct rq *rq, paisa v);
/* A tile of them: inside <ul class="counters">. */
void saving_tile(struct rq *rq, const char *key, paisa amount);
/* The same as people type it, without commas. */
const char *saving_typed(struct rq *rq, paisa v);

/* The members of a body, what each holds. */
struct saver {
    struct id member;
    const char *name;
    int64_t number;
    day joined, ended;
    paisa held[SAVINGS], over, owed;
};
enum { SAVERS_MOST = 600 };
struct savers {
    struct id body;
    struct saver at[SAVERS_MOST];
    size_t n;
    paisa total[SAVINGS], over, owed;
    paisa control[SAVINGS], shared; /* by the heads of account */
};
/* As of that day; DAY_NONE: all that is known. */
struct savers *savers_read(struct rq *rq, struct id body, day on);

#endif

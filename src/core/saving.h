/* saving - what a member holds, may draw, and gets of a profit.
 *
 * Pure. The same lines judge a withdrawal, post it, and offer it on a page. */
#ifndef SAATH_SAVING_H
#define SAATH_SAVING_H

#include "core/core.h"

/* What a member holds with a body, each with a head of account of its own.
 * Left: what is still owed to somebody who is no member any more. */
#define SAVING_CHOICES "regular|voluntary|special|left"
enum saving_of {
    SAVING_REGULAR,
    SAVING_VOLUNTARY,
    SAVING_SPECIAL,
    SAVING_LEFT,
    SAVINGS
};
struct str saving_head(int32_t of); /* not said (-1): regular */

/* ---- along a member's days ----------------------------------------------*/

/* One thing that came in (more than 0) or went out (less than 0). */
struct saving_act {
    day on;
    struct id entry;
    int64_t n;  /* among those of one entry */
    int32_t of; /* enum saving_of; -1: regular */
    paisa amount;
    bool moves;  /* what goes out of it stays with the body, owed (left) */
    size_t from; /* the caller's: which of its facts */
};
/* Puts acts into the order in which they count: by day, on one day what came
 * in before what moved and that before what went out, then by entry and row. */
void saving_sort(struct saving_act *act, size_t n);
/* Of what goes out by this act, how much lies there. */
paisa saving_covered(const struct saving_act *act, const paisa held[SAVINGS]);
/* What is held after it. What goes out beyond what lies there takes nothing of
 * it: no balance is ever less than 0. */
void saving_put(const struct saving_act *act, paisa held[SAVINGS]);

/* ---- whose money it is --------------------------------------------------*/

/* What a rule may know of the member whose money it is: the first columns of
 * the view of each kind of savings. */
struct saving_member {
    int64_t today;
    struct id whose; /* the body she is in */
    struct date joined, ended;
    struct id account_of; /* the body that the account named is of */
};
extern const struct field saving_member_field[5];
void saving_member_rule(const struct saving_member *v, struct id body, day held,
                        struct findings *f);

/* ---- what is pledged ----------------------------------------------------*/

/* What must stay in the box for an internal loan of which `owed` is still out,
 * where a member may owe `multiple` hundredths of what she saved: owed /
 * multiple, rounded up. Multiple INT_NONE or 0: all that is owed. */
paisa saving_pledged(paisa owed, int64_t multiple);
/* The most she may owe: held * multiple / 100, rounded down; INT64_MAX where no
 * multiple is said. */
paisa saving_limit(paisa held, int64_t multiple);
/* What she may draw: held less pledged, never less than 0. */
paisa saving_free(paisa held, paisa pledged);

/* ---- a profit shared ----------------------------------------------------*/

/* Splits `total` (at least 0) by weights (each at least 0) so that the parts
 * add up to it exactly: everybody gets the whole part of their share, and what
 * is left goes paisa by paisa to the largest remainders (Hamilton's method), of
 * equal ones to whom comes first. False, and no part: nobody has any weight.
 * The arena is for its own work. */
bool saving_share(struct arena *a, paisa total, const int64_t *weight, size_t n,
                  paisa *part);
/* What was held, times the days it was held, from one day to the end of
 * another, in rupee-days rounded down; acts are sorted. */
int64_t saving_days(const struct saving_act *act, size_t n, day from,
                    day until);

/* ---- interest on a daily balance ----------------------------------------*/

/* In ten-thousandths of a rupee: paisa * 100. */
typedef int64_t saving_fine;
enum { SAVING_FINE = 100 /* in a paisa */ };
/* Interest of one day, posted that day: balance * rate / year, to the nearest
 * ten-thousandth, halves away from zero (savings_vectors.json, S02 to S06). An
 * overdrawn balance gives interest below 0. Rate in hundredths of a percent a
 * year, year in days. */
saving_fine saving_interest(saving_fine balance, int64_t rate, int64_t year);
/* Interest of `days` days compounded daily and posted once, at their end (S01).
 * What a day adds is kept to a hundred-millionth of a ten-thousandth. */
saving_fine saving_compound(saving_fine balance, int64_t rate, int64_t year,
                            int64_t days);
/* Simple interest on what acts held from one day to the end of another: what a
 * body may share at a rate. In paisa, rounded down. */
paisa saving_at_rate(const struct saving_act *act, size_t n, day from,
                     day until, int64_t rate, int64_t year);

#endif

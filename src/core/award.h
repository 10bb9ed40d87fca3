/* award - what grants and protection share: whose money it is, which year of a
 * policy a day lies in, what is left of a limit. */
#ifndef SAATH_AWARD_H
#define SAATH_AWARD_H

#include "core/books.h"
#include "core/way.h"

/* How money went out of that book: the credit side of a payment. */
void paid_by(struct movement *m, int32_t way, struct id account,
             struct id taker);

/* Which year of a policy that began on `since` the day lies in: 0 the first,
 * -1 before it. A year ends on the day before the same day of the next one; of
 * 29 February on 28 February. */
int policy_year(day since, day on);

/* One claim of a person, in any order. */
struct claimed {
    day on; /* admitted */
    paisa paid;
};
/* What of the limit for a member and year is left before this day's claim,
 * after all others of that policy year; never below 0 (finance.md 5; 12, 34).
 * DAY_NONE or a limit that is not said: INT_NONE. */
paisa limit_left(paisa limit, day since, day on, const struct claimed *c,
                 size_t n);

/* What is paid of a grant or a house beside what it may come to; 1: nobody saw
 * that stage. Columns of statements x_bound. */
struct bounded {
    paisa amount, given, most;
    int64_t unseen;
};
enum { BOUNDED_FIELDS = 4 };
extern const struct field bounded_field[BOUNDED_FIELDS];
/* STOP `what` of a draft that gives more than there is left. */
void bounded_judge(const struct bounded *b, const char *what,
                   struct findings *f);

/* What of an approved cost the first `upto` stages come to, together: whole
 * percents are added before anything is divided, so that the last stage leaves
 * no paisa over. */
paisa stages_cost(paisa approved, const int64_t *percent, size_t upto);

/* The same day so many months later; the last of that month where it has no such
 * day. */
day months_after(day d, int months);

/* What comes next of an award, and when it is due. */
enum award_step {
    AWARD_RESOLVE, /* a body has to resolve it */
    AWARD_BUY,     /* in kind, and no purchase names it */
    AWARD_DELIVER,
    AWARD_VISIT, /* 3, 6, 12 months after it was handed over */
    AWARD_DONE
};
struct award_stand {
    bool resolved, in_kind, bought;
    day delivered;  /* the first time; DAY_NONE: not yet */
    int64_t visits; /* the most months of a visit so far; 0 none */
};
struct award_next {
    enum award_step step;
    int months; /* of the visit */
    day due;    /* DAY_NONE: none */
};
struct award_next award_next(const struct award_stand *s);

#endif

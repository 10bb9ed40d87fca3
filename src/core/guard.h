/* guard - what must hold before a loan goes a step on: who borrows and how
 * much, what was resolved, and that nobody says yes to her own loan.
 *
 * Pure. Each guard is configured: by the loan's product (whom, window of
 * scores, ceiling of a cycle, loans at once, the group's arrears) or by the
 * by-law of the body that lends (how many must agree, whether kin may). What
 * is not configured, or not known, is not judged. Guards follow finance.md 2.1
 * and 12 (15-17, 23, 24). */
#ifndef SAATH_GUARD_H
#define SAATH_GUARD_H

#include "core/core.h"

/* ---- one step of the chain ----------------------------------------------*/

#define SAYS_CHOICES "yes|no|later"
enum says { SAYS_YES, SAYS_NO, SAYS_LATER };

/* An appraisal or an approval, and what it names. */
struct guard_step {
    int64_t today;
    day held, applied, passed; /* passed: its resolution */
    struct id borrower, body, person, staff;
    struct id resolution, resolved_by; /* resolved_by: whose resolution it is */
    int64_t lost;                      /* 1: the resolution does not stand */
    int32_t says;
    paisa amount, asked;
};
/* What can be said of it from itself and what it names. */
void guard_step(const struct guard_step *s, struct findings *f);

/* ---- the loan at that step ----------------------------------------------*/

/* What registers know of a loan on a day; INT_NONE, -1 or none: not known, or
 * not asked. Statements fill it by name. */
struct guarded {
    struct id entry; /* of the step */
    int32_t says;
    paisa amount;      /* of the step; INT_NONE: what was asked */
    int64_t member;    /* 1: she is a member of the CO on that day, 0: not */
    int64_t under;     /* 1: that CO belongs to the body that lends, 0: not */
    int64_t ended;     /* 1: the CO had ended */
    int64_t sex;       /* 0 women, 1 men */
    int64_t whom;      /* of the product: 0 any, 1 woman, 2 man */
    paisa least, most; /* the product's amounts, the ceiling of the cycle */
    int64_t windowed;  /* 1: the product looks at scores */
    int64_t window_least, window_upto; /* as window_holds takes them */
    int64_t score;
    int64_t current;         /* 1: that score stood on the day, 0: it did not */
    int64_t live, live_most; /* other loans of hers that are not repaid */
    paisa cash;              /* of the fund that lends */
    int64_t group_late;      /* members of her group in arrears */
    int64_t group_blocks;    /* 1: then nobody of it is lent anew */
    int64_t kin;             /* 1: who says yes lives in her household */
    int64_t kin_barred;      /* 1: by the by-law that may not be */
    int64_t steps, steps_least; /* bodies that agreed; by the by-law */
    paisa approved;             /* by the last decision before; 0: by none */
    paisa saved;      /* of hers, where members' savings lend; else INT_NONE */
    paisa internal;   /* that she owes of such loans already */
    int64_t multiple; /* of what she saved that she may owe, in hundredths */
    day held;
    struct id peer;  /* not the step but a loan of another of her group: hers */
    struct str acts; /* and what happened to it: loan_pack */
};
enum { GUARDED_FIELDS = 31 };
extern const struct field guarded_field[GUARDED_FIELDS];

/* All that does not hold, as findings of that level. */
void guard_judge(const struct guarded *g, enum level level, struct findings *f);
/* The same as remarks of what each step is: what the log says. The rows of a
 * step's peers follow it, one person's together. */
void guard_remark(const struct guarded *g, size_t n, struct postings *out);

#endif

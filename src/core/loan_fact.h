/* loan_fact - one fact of a loan's timeline, and what follows from all of them:
 * its books, its figures, its row of `loan_kept`. */
#ifndef SAATH_LOAN_FACT_H
#define SAATH_LOAN_FACT_H

#include "core/books.h"
#include "core/loan.h"

/* The facts of a loan, then those of the same person's other loans, under
 * whatever record of her: she is one borrower. Its own first, then by loan, act, entry, row. */
enum {
    FACT_HANDED = -3, /* `giver` hands what it had to `through` */
    FACT_LOAN = -2,   /* the loan itself, its product, where it is */
    FACT_RUNNING = -1 /* from `since` registers count `indicator` there; none
                         said: all. From 0 on: enum act */
};
struct loan_fact {
    struct id thing; /* whose timeline it is on */
    struct id entry;
    int64_t aside;
    struct id loan;
    int64_t what, n;
    day on_day;
    paisa amount, charge;
    int64_t instalments;
    int32_t period;
    day first_due;
    int64_t settles;
    paisa fee, premium;
    int32_t way;
    struct id account, taker;
    /* Money of a meeting or a settlement: it lies in that body's books, and the
     * loan takes it from there. */
    struct id through;
    struct str indicator;
    month since;
    /* Of FACT_LOAN. */
    struct id lender, book, fund, body, circle, member, person;
    struct id place, rsp, project;
    int32_t sex;
    struct id household; /* as the person named in it says */
    int64_t cycle, loan_instalments;
    int32_t loan_period;
    paisa asked, profit;
    day applied;
    struct str product;
    int32_t source, method;
    int64_t rate;
    int32_t day_count, product_period;
    int64_t instalments_most, grace_principal, grace_charge;
    paisa unit;
    int32_t rounding;
    int64_t penalty_rate;
    int32_t penalty_to, orders, holiday;
    int64_t weekend, live_most;
    struct id giver; /* of FACT_HANDED */
};
enum { LOAN_FACTS = 57 };
extern const struct field loan_fact_field[LOAN_FACTS];

/* A loan as it stands after all that is known of it: table `loan_kept`. What
 * hangs on the day of whoever looks (days late, penalty) follows from `oldest`
 * and from `acts`. */
struct loan_kept {
    struct id book, fund, body, circle, member, person;
    struct id household; /* of that person: whose benefit it is */
    struct id place, rsp, project;
    int32_t sex, source;
    struct str product;
    int64_t cycle;
    int32_t state; /* on the day of its last act */
    day applied, paid_out, last_paid, closed;
    day last_day; /* of its last act: from then on this row stands */
    day oldest;   /* due day of the oldest unpaid instalment; DAY_NONE */
    day fresh_due;
    paisa disbursed, outstanding, charge_left, claim, overpaid;
    struct str acts; /* loan_pack */
};
enum { LOAN_KEPT = 28 };
extern const struct field loan_kept_field[LOAN_KEPT];

/* Pure; see record/loan/loan.c. */
bool loan_posts(const void *facts, size_t n, month since, struct postings *out);

/* The acts of one loan's facts, in order, with room for all of them; *terms
 * and which fact each act is (fact[i]). The number of acts. Facts without the
 * loan itself give none. */
size_t loan_acts(const struct loan_fact *f, size_t n, struct loan_terms *terms,
                 struct loan_act *act, size_t *fact);

#endif

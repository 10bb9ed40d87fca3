/* loan - a loan from the day it is paid out to the day it is closed: what was
 * agreed, what happened, what stands on a day.
 *
 * Pure, and the only place where it is worked out: the loan's books, its row of
 * `loan_kept`, its page and every report replay the same acts here. The acts
 * are a set: they are put in order by day, then by what they are, then by entry.
 * Money in paisa. */
#ifndef SAATH_LOAN_H
#define SAATH_LOAN_H

#include "core/schedule.h"

/* ---- the records --------------------------------------------------------*/

#define SOURCE_CHOICES "internal|fund|credit"
enum source {
    SOURCE_INTERNAL, /* members' savings, lent by their own body */
    SOURCE_FUND,     /* a community investment fund */
    SOURCE_CREDIT    /* an RSP's micro-credit */
};
#define PENALTY_TO_CHOICES "income|charity|none"
enum penalty_to { PENALTY_INCOME, PENALTY_CHARITY, PENALTY_NONE };
/* What a payment pays first. Penalty first, but in principal_first, where it is
 * last. Oldest instalment first, always. */
#define ORDERS_CHOICES                                                         \
    "by_instalment|charge_first|principal_first|principal_ahead"
enum orders {
    ORDER_BY_INSTALMENT,   /* charge, then principal of each */
    ORDER_CHARGE_FIRST,    /* all charge that is due, then all principal */
    ORDER_PRINCIPAL_FIRST, /* principal, then charge of each */
    ORDER_PRINCIPAL_AHEAD  /* as the first; ahead of its day all principal
                              before any charge */
};
#define CLOSED_MOST 400
#define INSTALMENTS_LISTED 120 /* of one loan */

struct loan_product_ceiling {
    int64_t cycle; /* from this one on */
    paisa most;
};
struct loan_product_closing {
    day on_day;
};
struct loan_product {
    struct str code, title, title_ur, title_sd;
    day since, until;
    int32_t whose, source, method;
    int64_t rate; /* hundredths of a percent a year */
    int32_t day_count, period;
    int64_t instalments_least, instalments_most;
    paisa amount_least, amount_most;
    struct list ceiling; /* struct loan_product_ceiling */
    int64_t grace_principal, grace_charge;
    paisa unit;
    int32_t rounding;
    paisa fee;
    int64_t fee_rate; /* hundredths of a percent of the amount */
    paisa premium;
    int64_t premium_rate;
    int64_t penalty_rate; /* hundredths of a percent a year, on what is late */
    int32_t penalty_to, orders;
    bool group_blocks;
    int32_t whom;                /* any|woman|man */
    struct str eligibility;      /* code of a product (core/choice.h) */
    int64_t multiple_of_savings; /* hundredths */
    int32_t holiday;
    int64_t weekend;    /* 1 Monday .. 7 Sunday, as digits: 67 */
    struct list closed; /* struct loan_product_closing */
    int64_t live_most;  /* loans of it that one person has at once */
    struct str origin;  /* where its facts were read */
};

struct loan_guarantor {
    struct id person, member;
};
struct loan_instalment {
    day due;
    paisa principal, charge;
};
struct loan {
    struct str number;
    struct id lender, rsp, fund;
    struct str product;
    struct id body, member, person, circle, mip;
    int32_t purpose;
    struct str what;
    paisa asked;
    day applied;
    int64_t cycle, instalments;
    int32_t period; /* where it is not the product's */
    paisa price, profit;
    struct list guarantors; /* struct loan_guarantor */
    struct list listed;     /* struct loan_instalment */
    struct id resolution, score;
    struct hash sealed;
    struct str nominee;
};

/* ---- terms and acts -----------------------------------------------------*/

/* What was agreed. Rates are millionths a year. */
struct loan_terms {
    enum method method;
    int64_t rate;
    enum day_count day_count;
    enum period period;
    int64_t instalments, grace_principal, grace_charge;
    paisa unit;
    enum rounding rounding;
    paisa profit;         /* of a murabaha, all of it; INT_NONE otherwise */
    int64_t penalty_rate; /* 0 where penalties go nowhere */
    enum orders orders;
    enum holiday holiday;
    unsigned weekend; /* as struct schedule has it */
};
struct loan_terms loan_terms_of(const struct loan_product *p,
                                const struct loan *l);

/* What happened; of one day in this order. */
enum act {
    ACT_CLOSED,      /* nobody is there that day: of the product */
    ACT_LISTED,      /* an instalment of the list: amount principal, charge */
    ACT_PAID_OUT,    /* amount; first_due */
    ACT_REPAID,      /* amount; settles */
    ACT_RESCHEDULED, /* instalments, period, first_due */
    ACT_WRITTEN_OFF  /* amount; INT_NONE: all of it */
};
struct loan_act {
    enum act what;
    day on;
    paisa amount, charge;
    int64_t instalments;
    int32_t period;
    day first_due;
    bool settles;
    struct id entry; /* who says so, and which row of it */
    int64_t n;
};
/* By day, act, entry and row: the order in which they count. */
void loan_acts_sort(struct loan_act *a, size_t n);

/* What one act came to. */
struct loan_done {
    paisa principal, charge, penalty; /* paid; written off: principal */
    paisa recovered;                  /* of what was written off */
    paisa overpaid;
    paisa waived;        /* charge that is owed no more */
    const char *trouble; /* finding "repayment.settles_short", or NULL */
};

/* ---- what stands --------------------------------------------------------*/

struct loan_due {
    day on;
    paisa principal, charge; /* owed, in all */
    paisa principal_paid, charge_paid;
    paisa on_time; /* of these, paid on that day or before */
};
/* A loan after its acts. About 30 KB: one is used again for the next. */
struct loan_book {
    const struct loan_terms *terms;
    struct loan_due due[SCHEDULE_MOST];
    size_t dues, first_open; /* those before it are paid */
    struct due list[INSTALMENTS_LISTED];
    size_t listed;
    day closed_day[CLOSED_MOST];
    size_t closed_days;
    paisa disbursed, principal_paid, charge_paid, penalty_paid;
    paisa written_off, recovered, overpaid, waived;
    /* Penalty run up to `run_to`: paisa x days x rate; a paisa is 365 million
     * of it. */
    unsigned __int128 run;
    day run_to;
    day paid_out, last_paid, written_on, rescheduled;
    day fresh_due; /* first one of the last schedule after a rescheduling */
    day closed;    /* nothing was owed any more from that day on; DAY_NONE */
    int reschedulings;
};

/* Replays sorted acts up to and with `until`. What each came to goes to
 * done[], one for each act, when it is not NULL; those after `until` come to
 * nothing. */
void loan_replay(struct loan_book *b, const struct loan_terms *t,
                 const struct loan_act *a, size_t n, day until,
                 struct loan_done *done);

enum loan_state {
    LOAN_ASKED, /* nothing was paid out */
    LOAN_LIVE,
    LOAN_LATE,
    LOAN_RESCHEDULED, /* live, after a rescheduling, nothing late */
    LOAN_PAID,
    LOAN_WRITTEN_OFF,
    LOAN_RECOVERED /* written off, and the claim is paid */
};
#define LOAN_STATES "asked|live|late|rescheduled|paid|written_off|recovered"
struct loan_stand {
    enum loan_state state;
    paisa outstanding; /* disbursed - principal repaid - written off; >= 0 */
    paisa late_principal, late_charge; /* fallen due before that day, unpaid */
    paisa penalty;                     /* run up and unpaid */
    paisa charge_left;                 /* of the schedule, unpaid, due or not */
    paisa claim;                       /* written off and not recovered */
    paisa overpaid;
    int64_t days_late; /* since the oldest unpaid instalment fell due; 0 */
    day oldest;        /* due day of the oldest unpaid one; DAY_NONE */
    day next;          /* the first unpaid one on that day or later */
    paisa next_amount;
    paisa due_principal, due_charge; /* fallen due up to that day, in all */
};
/* How a replayed loan stands on a day: that of its last act or later. */
struct loan_stand loan_stand_on(const struct loan_book *b, day on);
/* What is to be paid on that day to be done with it: principal, penalty and
 * the charge that has run; all the charge where it was fixed. */
paisa loan_to_settle(const struct loan_book *b, day on);

/* Terms and acts as one text, for `loan_kept.acts`: the same replay, without
 * the entries. loan_unpack gives back what loan_pack took, but for entry and n;
 * false: not such a text, or more than `most` acts. */
struct str loan_pack(const struct loan_terms *t, const struct loan_act *a,
                     size_t n, struct arena *arena);
bool loan_unpack(struct str text, struct loan_terms *t, struct loan_act *a,
                 size_t most, size_t *n);

#endif

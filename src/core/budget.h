/* budget - donors' money: currencies in whole numbers, and what a line of an
 * agreement still allows. Pure. */
#ifndef SAATH_BUDGET_H
#define SAATH_BUDGET_H

#include "core/core.h"

/* A rate is rupees for one unit of a currency, in hundred-thousandths. Amounts
 * in a currency are in hundredths of its unit. */
enum { RATE_ONE = 100000 };
#define RATE_MOST INT64_C(10000000000) /* 100,000 rupees */

/* What a fund is for: record `fund`. */
#define FUND_CLASSES "endowment|core|donor|credit_pool|emergency|community"
enum fund_class {
    FUND_ENDOWMENT,
    FUND_CORE,
    FUND_DONOR,
    FUND_CREDIT_POOL,
    FUND_EMERGENCY,
    FUND_COMMUNITY
};

/* a * b / c to the nearest, halves to the even neighbour. INT_NONE when c is
 * not above 0, an argument is not said, or the result is no int64. */
int64_t share_even(int64_t a, int64_t b, int64_t c);
paisa rupees_of(int64_t units, int64_t rate);      /* units: hundredths */
int64_t units_of(paisa amount, int64_t rate);      /* hundredths */
int64_t rate_between(paisa amount, int64_t units); /* rate; INT_NONE of 0 */
/* Do amount, units and rate belong together: rupees or rate follow from the
 * other two by rounding once. */
bool exchange_agrees(paisa amount, int64_t units, int64_t rate);

/* Sums of one budget line in rupees, for a stretch of days at one rate. Each
 * sum is converted once, so that before + period = to date, to the cent. */
struct line_step {
    int64_t rate;
    paisa spent, committed;
};
struct line_used {
    int64_t spent, committed; /* hundredths of the currency */
};
struct line_used line_add(struct line_used t, const struct line_step *s);

/* What a line allows: approved and the variance of the agreement, in hundredths
 * of a percent (INT_NONE: the default), rounded down. finance.md 8. */
enum { VARIANCE_DEFAULT = 1000 };
int64_t line_limit(int64_t approved, int64_t variance);
/* Is more used than the line allows; never where it is not in the agreement
 * (approved INT_NONE). */
bool line_over(const struct line_used *used, int64_t approved,
               int64_t variance);

/* What a rule says of money spent or promised outside an agreement's time. */
void budget_dates(day held, day since, day until, struct findings *f);
/* What is only marked in the log stops a draft: money that is not paid yet need
 * not be paid so. */
void harden(struct findings *f, const char *what);

#endif

/* schedule - what is to be paid back, and when: a pure function.
 *
 * Whole numbers throughout: money in paisa, rates in millionths a year (12 % is
 * 120,000), days are day numbers. Every rounding is of an exact fraction. The
 * rules are those of ../shared/domain/finance.md 3.2, whose vectors
 * test/core_schedule.c reproduces. */
#ifndef SAATH_SCHEDULE_H
#define SAATH_SCHEDULE_H

#include "core/core.h"

#define METHOD_CHOICES                                                         \
    "flat|declining|equal_principal|bullet|irregular|qard|murabaha"
enum method {
    METHOD_FLAT,      /* charge on all of the principal, for all of the time */
    METHOD_DECLINING, /* equal instalments, charge on what is still owed */
    METHOD_EQUAL_PRINCIPAL,
    METHOD_BULLET,    /* all at once at the end */
    METHOD_IRREGULAR, /* by a list of days: harvest, sale of an animal */
    METHOD_QARD,      /* principal only */
    METHOD_MURABAHA   /* price and a profit that is fixed when it is sold */
};
#define DAY_COUNT_CHOICES "30_360|actual_365"
enum day_count {
    COUNT_30_360,    /* a month is a twelfth of a year, a week a 52nd */
    COUNT_ACTUAL_365 /* days; 365 in a leap year too */
};
#define PERIOD_CHOICES "week|fortnight|month|quarter|half_year|once|list"
enum period {
    PERIOD_WEEK,
    PERIOD_FORTNIGHT,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF_YEAR,
    PERIOD_ONCE, /* one day: the season's, or the end of the term */
    PERIOD_LIST  /* the days that are listed */
};
#define ROUNDING_CHOICES "half_even|half_up|up"
enum rounding { ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP };
#define HOLIDAY_CHOICES "same|next|previous"
enum holiday { HOLIDAY_SAME, HOLIDAY_NEXT, HOLIDAY_PREVIOUS };

#define RATE_MOST 10000000                /* 1,000 % a year, in millionths */
#define SCHEDULE_MOST 520                 /* instalments: ten years of weeks */
#define LOAN_MOST INT64_C(10000000000000) /* paisa: 100 billion rupees */

/* One instalment. */
struct due {
    day on;
    paisa principal, charge;
};

struct schedule {
    paisa principal; /* 1..LOAN_MOST */
    int64_t rate;    /* millionths a year, 0..RATE_MOST */
    enum method method;
    enum day_count day_count;
    enum period period;
    int64_t instalments; /* 1..SCHEDULE_MOST; of a bullet: periods until it */
    int64_t grace_principal; /* the first ones without principal */
    int64_t grace_charge;    /* the first ones without charge: it falls due
                                with the next, without growing */
    paisa unit; /* instalments in whole ones of it; 0 or 1: paisa */
    enum rounding rounding;
    paisa charge;  /* all of it, fixed: a murabaha's profit, what was left of a
                      flat loan; INT_NONE: from the rate */
    day paid;      /* when the borrower got it */
    day first_due; /* DAY_NONE: one period later. Its day of the month is kept,
                      or the month's last where it has none */
    enum holiday holiday;
    const day *closed; /* days on which nobody is there; ordered */
    size_t closed_n;
    unsigned weekend; /* bit 0 is Monday, bit 6 Sunday */
    /* PERIOD_LIST: the days, ordered, at most SCHEDULE_MOST. Principal INT_NONE
     * on all: equal parts. Charge INT_NONE: from the rate, on what is owed. */
    const struct due *list;
    size_t list_n;
};

/* How many it is in, and each of them; 0 when the terms make no schedule: none
 * of the bounds above kept, grace over all of it, a list that does not add up
 * to the principal or is out of order. The principals add up to the principal,
 * always. */
size_t schedule_make(const struct schedule *s,
                     struct due out[static SCHEDULE_MOST]);

/* Due day number n, from 0, of a schedule whose first is `first`: months keep
 * the day of the first, or end with the month. */
day schedule_day(enum period period, day first, int64_t n);
/* The day on which it is paid, where it falls on a closed one. */
day schedule_open_day(const struct schedule *s, day on);

/* The charge on `owed` from one day to another under these terms. */
paisa schedule_charge(const struct schedule *s, paisa owed, day from, day to);

/* What it costs a year, in hundredths of a percent, to the nearest: the rate at
 * which the instalments are worth what the borrower got in hand (`net`, less
 * fees and premium). Nominal: periods in a year times the rate of a period
 * where they are even, 365 times that of a day where they are not (CGAP; the
 * APR of finance.md 3.1). 0 when nothing is charged; INT_NONE when they are
 * worth less than that, or beyond APR_MOST. */
#define APR_MOST 1000000 /* 10,000 % */
int64_t schedule_apr(const struct schedule *s, const struct due *due, size_t n,
                     paisa net);

/* a times b over c, as the mode says; c > 0, a and b not less than 0. False:
 * beyond INT64_MAX. */
bool money_part(int64_t a, int64_t b, int64_t c, enum rounding mode,
                int64_t *out);

#endif

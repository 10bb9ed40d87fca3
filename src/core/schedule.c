/* schedule - what is to be paid back, and when. */
#include "core/schedule.h"

typedef unsigned __int128 wide;

#define MILLION 1000000

/* ---- exact parts of money -----------------------------------------------*/

/* n over d as the mode says. */
static wide part_of(wide n, wide d, enum rounding mode)
{
    wide q = n / d, rest = n % d;

    if (rest == 0)
        return q;
    if (mode == ROUND_UP || rest > d - rest)
        return q + 1;
    if (rest == d - rest)
        return mode == ROUND_HALF_UP ? q + 1 : q + (q & 1);
    return q;
}

bool money_part(int64_t a, int64_t b, int64_t c, enum rounding mode,
                int64_t *out)
{
    wide v;

    MUST(a >= 0 && b >= 0 && c > 0);
    v = part_of((wide)a * (wide)b, (wide)c, mode);
    if (v > INT64_MAX)
        return false;
    *out = (int64_t)v;
    return true;
}

/* ---- days ---------------------------------------------------------------*/

static int months_of(enum period p)
{
    return p == PERIOD_QUARTER ? 3 : p == PERIOD_HALF_YEAR ? 6 : 1;
}

/* Periods in a year; 0: they are not even. */
static int64_t yearly(enum period p)
{
    static const int64_t of[] = { 52, 26, 12, 4, 2, 0, 0 };

    return of[p];
}

day schedule_day(enum period period, day first, int64_t n)
{
    int year, mon, mday;
    month m;
    day on;

    if (first == DAY_NONE)
        return DAY_NONE;
    if (period == PERIOD_WEEK || period == PERIOD_FORTNIGHT) {
        int64_t to = first + n * (period == PERIOD_WEEK ? 7 : 14);

        return to > DAY_LAST || to < DAY_FIRST ? DAY_NONE : (day)to;
    }
    day_split(first, &year, &mon, &mday);
    if (n < -4000 || n > 4000)
        return DAY_NONE;
    m = month_of(first) + (month)n * months_of(period);
    if (m < month_of(DAY_FIRST) || m > month_of(DAY_LAST))
        return DAY_NONE;
    on = month_first(m) + mday - 1;
    return on < month_end(m) ? on : month_end(m);
}

/* 0 is Monday; 1970-01-01 was a Thursday. */
static bool is_closed(const struct schedule *s, day on)
{
    unsigned weekday = (unsigned)((on % 7 + 7 + 3) % 7);

    if (s->weekend >> weekday & 1)
        return true;
    for (size_t i = 0; i < s->closed_n && s->closed[i] <= on; i++)
        if (s->closed[i] == on)
            return true;
    return false;
}

day schedule_open_day(const struct schedule *s, day on)
{
    int step = s->holiday == HOLIDAY_PREVIOUS ? -1 : 1;
    day open = on;

    if (s->holiday == HOLIDAY_SAME)
        return on;
    for (int i = 0; i < 60 && is_closed(s, open); i++)
        open += step;
    return is_closed(s, open) || open < s->paid || open > DAY_LAST ? on : open;
}

/* ---- what part of a year ------------------------------------------------*/

struct fraction {
    int64_t n, d;
};

static int64_t days_30_360(day from, day to)
{
    int y1, m1, d1, y2, m2, d2;

    day_split(from, &y1, &m1, &d1);
    day_split(to, &y2, &m2, &d2);
    if (d1 > 30)
        d1 = 30;
    if (d2 > 30)
        d2 = 30;
    return (y2 - y1) * 360 + (m2 - m1) * 30 + d2 - d1;
}

/* Of a year, from one day to another. */
static struct fraction between(const struct schedule *s, day from, day to)
{
    int64_t days;

    if (to <= from)
        return (struct fraction){ 0, 1 };
    days = s->day_count == COUNT_30_360 ? days_30_360(from, to) : to - from;
    return (struct fraction){ days < 0 ? 0 : days,
                              s->day_count == COUNT_30_360 ? 360 : 365 };
}

/* Of a year, the time of one instalment: a period, or the days before it. */
static struct fraction term_of(const struct schedule *s, day from, day to)
{
    int64_t each = yearly(s->period);

    if (s->day_count == COUNT_30_360 && each && s->method != METHOD_BULLET)
        return (struct fraction){ 1, each };
    return between(s, from, to);
}

static paisa charge_of(const struct schedule *s, paisa owed, struct fraction f)
{
    /* owed 10^13 x rate 10^7 x days below 10^5: below 10^26 */
    wide n = (wide)owed * (wide)s->rate * (wide)f.n;

    return (paisa)part_of(n, (wide)MILLION * (wide)f.d, s->rounding);
}

paisa schedule_charge(const struct schedule *s, paisa owed, day from, day to)
{
    return charge_of(s, owed, between(s, from, to));
}

/* ---- the days of a schedule ---------------------------------------------*/

static bool bounds_good(const struct schedule *s)
{
    int64_t n = s->period == PERIOD_LIST ? (int64_t)s->list_n : s->instalments;

    return s->principal >= 1 && s->principal <= LOAN_MOST && s->rate >= 0 &&
           s->rate <= RATE_MOST && n >= 1 && n <= SCHEDULE_MOST &&
           s->grace_principal >= 0 && s->grace_charge >= 0 &&
           s->paid != DAY_NONE && s->paid >= DAY_FIRST && s->paid <= DAY_LAST &&
           (s->charge == INT_NONE ||
            (s->charge >= 0 && s->charge <= LOAN_MOST));
}

/* A listed schedule's days are what is listed; one that ends with one payment
 * has that day alone. Returns how many; 0 when a day is out of order. */
static size_t days_make(const struct schedule *s, struct due *out)
{
    bool once = s->period == PERIOD_ONCE || s->method == METHOD_BULLET;
    size_t n = s->period == PERIOD_LIST ? s->list_n : (size_t)s->instalments;
    enum period p = s->period == PERIOD_ONCE ? PERIOD_MONTH : s->period;
    day before = s->paid;

    if (once && s->period != PERIOD_LIST)
        n = 1;
    for (size_t i = 0; i < n; i++) {
        day on;

        if (s->period == PERIOD_LIST)
            on = s->list[i].on;
        else if (s->first_due != DAY_NONE)
            on = schedule_day(p, s->first_due, (int64_t)i);
        else if (once)
            on = schedule_day(p, s->paid, s->instalments);
        else
            on = schedule_day(p, s->paid, (int64_t)i + 1);
        if (on == DAY_NONE || on < s->paid || (i > 0 && on <= before))
            return 0;
        before = on;
        out[i] = (struct due){ on, 0, 0 };
    }
    return n;
}

/* ---- methods ------------------------------------------------------------*/

/* In whole units; to the paisa without one. */
static paisa to_unit(const struct schedule *s, wide n, wide d)
{
    paisa unit = s->unit > 1 ? s->unit : 1;

    return (paisa)part_of(n, d * (wide)unit, s->rounding) * unit;
}

static paisa least(paisa a, paisa b)
{
    return a < b ? a : b;
}

/* All of the charge when it is on the whole principal for the whole time. */
static paisa flat_charge(const struct schedule *s, const struct due *out,
                         size_t n)
{
    int64_t each = yearly(s->period);
    struct fraction all;

    if (s->charge != INT_NONE)
        return s->charge;
    if (s->method == METHOD_QARD || s->method == METHOD_MURABAHA)
        return 0;
    if (s->day_count == COUNT_30_360 && each && s->method != METHOD_BULLET)
        all = (struct fraction){ (int64_t)n, each };
    else if (s->day_count == COUNT_30_360 && s->method == METHOD_BULLET &&
             each && s->first_due == DAY_NONE)
        all = (struct fraction){ s->instalments, each };
    else
        all = between(s, s->paid, out[n - 1].on);
    return charge_of(s, s->principal, all);
}

/* Equal instalments of principal and a total charge; the last one takes what is
 * left of both. */
static void make_flat(const struct schedule *s, struct due *out, size_t n)
{
    size_t g = (size_t)s->grace_principal;
    paisa total = flat_charge(s, out, n), owed = s->principal, left = total;
    paisa charge = (paisa)part_of((wide)total, (wide)n, s->rounding);
    paisa whole = to_unit(s, (wide)s->principal + (wide)total, (wide)n);

    if (g)
        whole = to_unit(s, (wide)s->principal, (wide)(n - g)) + charge;
    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n;
        paisa principal = whole > charge ? whole - charge : 0;

        out[i].charge = last ? left : least(charge, left);
        out[i].principal = last ? owed : i < g ? 0 : least(principal, owed);
        left -= out[i].charge;
        owed -= out[i].principal;
    }
}

/* The equal instalment by which the principal is paid when each period's charge
 * is on what is owed: principal over the sum of what a rupee is worth at each
 * instalment. Worths are kept to 10^-24, so the quotient is within a millionth
 * of a paisa of the exact one. */
static paisa level_of(const struct schedule *s, const struct due *out, size_t n)
{
    const wide one = (wide)1000000000000 * (wide)1000000000000;
    size_t g = (size_t)s->grace_principal;
    wide worth = one, sum = 0;

    for (size_t i = g; i < n; i++) {
        day from = i ? out[i - 1].on : s->paid;
        struct fraction f = term_of(s, from, out[i].on);
        wide d = (wide)MILLION * (wide)f.d, up = d + (wide)s->rate * (wide)f.n;

        worth = worth * d / up; /* 10^24 x 10^9 */
        sum += worth;
    }
    return to_unit(s, (wide)s->principal * one, sum);
}

static void make_declining(const struct schedule *s, struct due *out, size_t n)
{
    paisa owed = s->principal, level = level_of(s, out, n);

    for (size_t i = 0; i < n; i++) {
        day from = i ? out[i - 1].on : s->paid;
        paisa charge = charge_of(s, owed, term_of(s, from, out[i].on));
        paisa principal = level > charge ? level - charge : 0;

        if ((int64_t)i < s->grace_principal)
            principal = 0;
        out[i].charge = charge;
        out[i].principal = i + 1 == n ? owed : least(principal, owed);
        owed -= out[i].principal;
    }
}

static void make_equal_principal(const struct schedule *s, struct due *out,
                                 size_t n)
{
    size_t g = (size_t)s->grace_principal;
    paisa owed = s->principal;
    paisa part = to_unit(s, (wide)s->principal, (wide)(n - g));

    for (size_t i = 0; i < n; i++) {
        day from = i ? out[i - 1].on : s->paid;
        struct fraction f = term_of(s, from, out[i].on);

        out[i].charge = to_unit(s, (wide)owed * (wide)s->rate * (wide)f.n,
                                (wide)MILLION * (wide)f.d);
        out[i].principal = i + 1 == n ? owed : i < g ? 0 : least(part, owed);
        owed -= out[i].principal;
    }
}

/* What is listed, or equal parts of it; where no charge is said it runs on what
 * is owed. False: it does not add up to the principal. */
static bool make_listed(const struct schedule *s, struct due *out, size_t n)
{
    paisa owed = s->principal;
    paisa part = to_unit(s, (wide)s->principal, (wide)n);

    for (size_t i = 0; i < n; i++) {
        const struct due *said = s->period == PERIOD_LIST ? &s->list[i] : NULL;
        day from = i ? out[i - 1].on : s->paid;
        paisa principal = said ? said->principal : INT_NONE;

        out[i].charge = said && said->charge != INT_NONE ?
                            said->charge :
                            charge_of(s, owed, term_of(s, from, out[i].on));
        if (principal == INT_NONE)
            principal = i + 1 == n ? owed : least(part, owed);
        if (principal < 0 || principal > owed || out[i].charge < 0)
            return false;
        out[i].principal = principal;
        owed -= principal;
    }
    return owed == 0;
}

/* Charge of the first ones waits for the next, without growing. */
static void defer(struct due *out, size_t n, size_t first)
{
    for (size_t i = 0; i < first && i + 1 < n; i++) {
        out[i + 1].charge += out[i].charge;
        out[i].charge = 0;
    }
}

static bool says_principal(const struct schedule *s)
{
    for (size_t i = 0; i < s->list_n; i++)
        if (s->list[i].principal != INT_NONE)
            return true;
    return false;
}

size_t schedule_make(const struct schedule *s,
                     struct due out[static SCHEDULE_MOST])
{
    size_t n = bounds_good(s) ? days_make(s, out) : 0;
    bool listed = s->method == METHOD_IRREGULAR ||
                  (s->period == PERIOD_LIST && says_principal(s));

    if (n == 0 || s->grace_principal >= (int64_t)n ||
        s->grace_charge >= (int64_t)n)
        return 0;
    if (listed && !make_listed(s, out, n))
        return 0;
    if (!listed && s->method == METHOD_DECLINING)
        make_declining(s, out, n);
    else if (!listed && s->method == METHOD_EQUAL_PRINCIPAL)
        make_equal_principal(s, out, n);
    else if (!listed)
        make_flat(s, out, n);
    defer(out, n, (size_t)s->grace_charge);
    for (size_t i = 0; i < n; i++) /* last: charges are of the agreed days */
        out[i].on = schedule_open_day(s, out[i].on);
    return n;
}

/* ---- what it costs a year -----------------------------------------------*/

/* Are instalments a period apart, and the first one period after the loan? */
static bool is_even(const struct schedule *s, const struct due *due)
{
    day first = DAY_NONE;

    if (yearly(s->period) && s->method != METHOD_BULLET)
        first = schedule_day(s->period, s->paid, 1);
    return first != DAY_NONE && due->on >= first - 3 && due->on <= first + 3;
}

/* Is what is paid worth more than `net` at a yearly rate of half hundredths of
 * a percent? Worths are kept to 10^-18. */
static bool worth_more(const struct schedule *s, const struct due *due,
                       size_t n, paisa net, int64_t halves)
{
    const wide one = (wide)1000000000 * (wide)1000000000;
    bool even = is_even(s, due);
    wide d = (wide)20000 * (wide)(even ? yearly(s->period) : 365);
    wide worth = one, sum = 0;
    wide up = d + (wide)halves;
    day at = s->paid;

    for (size_t i = 0; i < n; i++) {
        int64_t steps = even ? 1 : due[i].on - at;

        for (int64_t k = 0; k < steps && worth; k++)
            worth = worth * d / up;
        at = due[i].on;
        sum += (wide)(due[i].principal + due[i].charge) * worth;
    }
    return sum > (wide)net * one;
}

int64_t schedule_apr(const struct schedule *s, const struct due *due, size_t n,
                     paisa net)
{
    int64_t low = -1, high = APR_MOST;
    paisa sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += due[i].principal + due[i].charge;
    if (net <= 0 || sum < net || n == 0)
        return INT_NONE;
    if (sum == net)
        return 0;
    if (worth_more(s, due, n, net, 2 * high + 1))
        return INT_NONE;
    while (high - low > 1) { /* the least a with no more than net at a + 1/2 */
        int64_t mid = low + (high - low) / 2;

        if (worth_more(s, due, n, net, 2 * mid + 1))
            low = mid;
        else
            high = mid;
    }
    return high;
}

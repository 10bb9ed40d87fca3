/* loan_pack - a loan's terms and acts as one short text.
 *
 * Fourteen numbers of the terms, then the acts, each a letter and its numbers;
 * numbers end with a comma, what is not said is empty, acts end with a
 * semicolon. Days are counted from the act before. A loan of a year, paid by
 * the month, is some 200 bytes: a million of them are read in seconds. */
#include "core/loan.h"

static const char letter[] = "clpraw"; /* by enum act; s: settles */
enum { TERMS = 14 };

static void put(struct buf *b, int64_t n)
{
    if (n != INT_NONE)
        buf_int(b, n);
    buf_char(b, ',');
}

static void act_put(struct buf *b, const struct loan_act *a, day *before)
{
    bool again = a->what == ACT_RESCHEDULED;

    buf_char(b, a->settles ? 's' : letter[a->what]);
    put(b, a->on - *before);
    *before = a->on;
    if (a->what != ACT_CLOSED && !again)
        put(b, a->amount);
    if (a->what == ACT_LISTED)
        put(b, a->charge);
    if (again) {
        put(b, a->instalments);
        put(b, a->period);
    }
    if (again || a->what == ACT_PAID_OUT)
        put(b, a->first_due == DAY_NONE ? INT_NONE : a->first_due - a->on);
    b->p[b->n - 1] = ';'; /* the last comma */
}

struct str loan_pack(const struct loan_terms *t, const struct loan_act *a,
                     size_t n, struct arena *arena)
{
    const int64_t said[TERMS] = { t->method,       t->rate,
                                  t->day_count,    t->period,
                                  t->instalments,  t->grace_principal,
                                  t->grace_charge, t->unit,
                                  t->rounding,     t->profit,
                                  t->penalty_rate, t->orders,
                                  t->holiday,      t->weekend };
    struct buf b = buf_start(arena);
    day before = 0;

    for (size_t i = 0; i < TERMS; i++)
        put(&b, said[i]);
    b.p[b.n - 1] = ';';
    for (size_t i = 0; i < n; i++)
        if (a[i].on != DAY_NONE)
            act_put(&b, &a[i], &before);
    return buf_str(&b);
}

/* ---- and back -----------------------------------------------------------*/

struct reading {
    const char *p, *end;
    bool good;
};

/* One number and its comma or semicolon; INT_NONE: nothing is said. */
static int64_t take(struct reading *r)
{
    bool minus = r->p < r->end && *r->p == '-';
    uint64_t n = 0;
    int digits = 0;

    r->p += minus;
    for (; r->p < r->end && *r->p >= '0' && *r->p <= '9'; digits++)
        n = n * 10 + (uint64_t)(*r->p++ - '0');
    r->good = r->good && digits <= 18 && r->p < r->end &&
              (*r->p == ',' || *r->p == ';') && (digits || !minus);
    if (!r->good)
        return INT_NONE;
    r->p++;
    return !digits ? INT_NONE : minus ? -(int64_t)n : (int64_t)n;
}

/* The same within bounds. */
static int64_t take_in(struct reading *r, int64_t low, int64_t high)
{
    int64_t n = take(r);

    if (n != INT_NONE && n >= low && n <= high)
        return n;
    r->good = false;
    return low;
}

static day take_day(struct reading *r, day before)
{
    int64_t on = before + take_in(r, -200000, 200000);

    if (on < DAY_FIRST || on > DAY_LAST)
        r->good = false;
    return r->good ? (day)on : DAY_FIRST;
}

static struct loan_terms terms_take(struct reading *r)
{
    struct loan_terms t;

    t.method = (enum method)take_in(r, 0, METHOD_MURABAHA);
    t.rate = take_in(r, 0, RATE_MOST);
    t.day_count = (enum day_count)take_in(r, 0, COUNT_ACTUAL_365);
    t.period = (enum period)take_in(r, 0, PERIOD_LIST);
    t.instalments = take_in(r, 0, SCHEDULE_MOST);
    t.grace_principal = take_in(r, 0, SCHEDULE_MOST);
    t.grace_charge = take_in(r, 0, SCHEDULE_MOST);
    t.unit = take_in(r, 0, LOAN_MOST);
    t.rounding = (enum rounding)take_in(r, 0, ROUND_UP);
    t.profit = take(r);
    t.penalty_rate = take_in(r, 0, RATE_MOST);
    t.orders = (enum orders)take_in(r, 0, ORDER_PRINCIPAL_AHEAD);
    t.holiday = (enum holiday)take_in(r, 0, HOLIDAY_PREVIOUS);
    t.weekend = (unsigned)take_in(r, 0, 127);
    return t;
}

static bool act_take(struct reading *r, struct loan_act *a, day *before)
{
    char c = *r->p++;
    bool again;
    int64_t due;

    *a = (struct loan_act){ .amount = INT_NONE,
                            .charge = INT_NONE,
                            .instalments = INT_NONE,
                            .period = -1,
                            .first_due = DAY_NONE,
                            .settles = c == 's' };
    a->what = a->settles ? ACT_REPAID : ACT_CLOSED;
    while (!a->settles && letter[a->what] && letter[a->what] != c)
        a->what++;
    if (!a->settles && !letter[a->what])
        return false;
    again = a->what == ACT_RESCHEDULED;
    a->on = *before = take_day(r, *before);
    if (a->what != ACT_CLOSED && !again)
        a->amount = take(r);
    if (a->what == ACT_LISTED)
        a->charge = take(r);
    if (again) {
        a->instalments = take(r);
        a->period = (int32_t)take_in(r, -1, PERIOD_LIST);
    }
    if (again || a->what == ACT_PAID_OUT) {
        due = take(r);
        if (due != INT_NONE && (due < -200000 || due > 200000))
            return false;
        if (due != INT_NONE)
            a->first_due = a->on + (day)due;
    }
    return r->good && r->p[-1] == ';';
}

bool loan_unpack(struct str text, struct loan_terms *t, struct loan_act *a,
                 size_t most, size_t *n)
{
    struct reading r = { text.p, text.p + text.n, text.n > 0 };
    day before = 0;

    *n = 0;
    *t = terms_take(&r);
    if (!r.good || r.p[-1] != ';')
        return false;
    while (r.p < r.end) {
        if (*n == most || !act_take(&r, &a[*n], &before))
            return false;
        ++*n;
    }
    return true;
}

/* budget - donors' money: currencies in whole numbers, and what a line of an
 * agreement still allows. */
#include <string.h>

#include "core/budget.h"

int64_t share_even(int64_t a, int64_t b, int64_t c)
{
    __int128 product = (__int128)a * b, whole, rest;
    int sign = product < 0 ? -1 : 1;

    if (a == INT_NONE || b == INT_NONE || c == INT_NONE || c <= 0)
        return INT_NONE;
    product *= sign;
    whole = product / c;
    rest = product % c;
    if (rest * 2 > c || (rest * 2 == c && whole % 2))
        whole++;
    return whole > INT64_MAX ? INT_NONE : (int64_t)(sign * whole);
}

paisa rupees_of(int64_t units, int64_t rate)
{
    return share_even(units, rate, RATE_ONE);
}

int64_t units_of(paisa amount, int64_t rate)
{
    return share_even(amount, RATE_ONE, rate);
}

int64_t rate_between(paisa amount, int64_t units)
{
    return share_even(amount, RATE_ONE, units);
}

bool exchange_agrees(paisa amount, int64_t units, int64_t rate)
{
    return rupees_of(units, rate) == amount ||
           rate_between(amount, units) == rate;
}

struct line_used line_add(struct line_used t, const struct line_step *s)
{
    int64_t spent = units_of(s->spent, s->rate);
    int64_t committed = units_of(s->committed, s->rate);

    if (spent != INT_NONE)
        t.spent += spent;
    if (committed != INT_NONE)
        t.committed += committed;
    return t;
}

int64_t line_limit(int64_t approved, int64_t variance)
{
    if (variance == INT_NONE)
        variance = VARIANCE_DEFAULT;
    return approved + (int64_t)((__int128)approved * variance / 10000);
}

bool line_over(const struct line_used *used, int64_t approved, int64_t variance)
{
    return approved != INT_NONE &&
           used->spent + used->committed > line_limit(approved, variance);
}

void budget_dates(day held, day since, day until, struct findings *f)
{
    if (held == DAY_NONE)
        return;
    if ((since != DAY_NONE && held < since) ||
        (until != DAY_NONE && held > until))
        tell(f, WARN, "expense.out_of_dates", "held");
}

void harden(struct findings *f, const char *what)
{
    for (size_t i = 0; i < f->n; i++)
        if (!strcmp(f->at[i].what, what))
            f->at[i].level = STOP;
}

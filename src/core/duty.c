/* duty - on which days a return falls due that is owed every year. */
#include "core/duty.h"

/* The same day so many months later, or the last of that month. */
static day months_later(day d, int months)
{
    int year, mon, mday;
    day there;

    if (d == DAY_NONE || d > DAY_LAST - 31 * (months + 1))
        return DAY_NONE;
    day_split(d, &year, &mon, &mday);
    there = month_first(month_of(d) + months);
    return there + mday - 1 > month_end(month_of(there)) ?
               month_end(month_of(there)) :
               there + mday - 1;
}

static day due_in(const struct yearly *y, int year)
{
    return day_of(year, y->due_month, y->due_day);
}

day yearly_due(const struct yearly *y, day registered, int n)
{
    day from = months_later(registered, y->first_after), due;
    int year, mon, mday;

    if (from != DAY_NONE && y->since != DAY_NONE && from < y->since)
        from = y->since;
    if (from == DAY_NONE)
        return DAY_NONE;
    day_split(from, &year, &mon, &mday);
    due = due_in(y, year);
    due = due_in(y, year + n + (due != DAY_NONE && due < from));
    return due != DAY_NONE && y->until != DAY_NONE && due > y->until ?
               DAY_NONE :
               due;
}

/* award - what grants and protection share. */
#include "core/award.h"

void paid_by(struct movement *m, int32_t way, struct id account,
             struct id taker)
{
    struct side side = way_side(way, account, taker);

    m->credit = side.head;
    m->credit_party = side.party;
}

int policy_year(day since, day on)
{
    int y0, m0, d0, y, m, d;

    if (since == DAY_NONE || on == DAY_NONE || on < since)
        return -1;
    day_split(since, &y0, &m0, &d0);
    day_split(on, &y, &m, &d);
    y -= y0;
    return m < m0 || (m == m0 && d < d0) ? y - 1 : y;
}

paisa limit_left(paisa limit, day since, day on, const struct claimed *c,
                 size_t n)
{
    int year = policy_year(since, on);
    paisa left = limit;

    if (limit == INT_NONE || on == DAY_NONE)
        return INT_NONE;
    for (size_t i = 0; i < n; i++)
        if (policy_year(since, c[i].on) == year && c[i].paid != INT_NONE)
            left -= c[i].paid < left ? c[i].paid : left;
    return left;
}

const struct field bounded_field[BOUNDED_FIELDS] = {
    MONEY(bounded, amount, 0, 0, 0),
    MONEY(bounded, given, 0, 0, 0),
    MONEY(bounded, most, 0, 0, 0),
    COUNT(bounded, unseen, 0, 0, 0),
};

void bounded_judge(const struct bounded *b, const char *what,
                   struct findings *f)
{
    if (b->amount != INT_NONE && b->most != INT_NONE &&
        b->amount > b->most - b->given)
        tell_ab(f, STOP, what, "amount", (b->given + b->amount) / 100,
                b->most / 100);
}

paisa stages_cost(paisa approved, const int64_t *percent, size_t upto)
{
    int64_t sum = 0;

    for (size_t i = 0; i < upto; i++)
        sum += percent[i];
    return approved / 100 * sum + approved % 100 * sum / 100;
}

day months_after(day d, int months)
{
    int year, of_year, of_month;
    month m;
    day on;

    if (d == DAY_NONE)
        return DAY_NONE;
    day_split(d, &year, &of_year, &of_month);
    m = month_of(d) + months;
    on = month_first(m) + of_month - 1;
    return month_of(on) == m ? on : month_first(m + 1) - 1;
}

struct award_next award_next(const struct award_stand *s)
{
    static const int visits[] = { 3, 6, 12 };

    if (s->delivered == DAY_NONE) {
        enum award_step step = !s->resolved             ? AWARD_RESOLVE :
                               s->in_kind && !s->bought ? AWARD_BUY :
                                                          AWARD_DELIVER;

        return (struct award_next){ step, 0, DAY_NONE };
    }
    for (size_t i = 0; i < LEN(visits); i++)
        if (s->visits < visits[i])
            return (struct award_next){ AWARD_VISIT, visits[i],
                                        months_after(s->delivered, visits[i]) };
    return (struct award_next){ AWARD_DONE, 0, DAY_NONE };
}

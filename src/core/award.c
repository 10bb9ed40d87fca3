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

paisa stages_cost(paisa approved, const int64_t *percent, size_t upto)
{
    int64_t sum = 0;

    for (size_t i = 0; i < upto; i++)
        sum += percent[i];
    return approved / 100 * sum + approved % 100 * sum / 100;
}

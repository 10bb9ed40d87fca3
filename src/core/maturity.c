/* maturity - an index of maturity, and the score of a body by it. */
#include "core/maturity.h"

bool gauge_known(struct str name)
{
    return name.n && choice_find(GAUGES, name) >= 0;
}

int64_t gauge_mark(const struct gauged *g, int64_t scale)
{
    int64_t part = g->part < 0 ? 0 : g->part > g->of ? g->of : g->part;

    return g->of <= 0 ? INT_NONE : part * scale / g->of;
}

static int64_t half_up(int64_t sum, int64_t of)
{
    return (2 * sum + of) / (2 * of);
}

static int64_t dimension_of(const struct yardstick *y, struct str code,
                            const int64_t *mark)
{
    const struct yard_indicator *n = y->indicators.at;
    int64_t sum = 0, weight = 0;

    for (size_t i = 0; i < y->indicators.n; i++) {
        int64_t m = mark[i];

        if (m == INT_NONE || !str_same(n[i].dimension, code))
            continue;
        m = m < 0 ? 0 : m > n[i].scale ? n[i].scale : m;
        sum += n[i].weight * half_up(m * YARD_WHOLE, n[i].scale);
        weight += n[i].weight;
    }
    return weight ? half_up(sum, weight) : INT_NONE;
}

int yard_grade_of(const struct yardstick *y, int64_t total)
{
    const struct yard_grade *g = y->grades.at;
    int at = -1;

    for (size_t i = 0; i < y->grades.n && total != INT_NONE; i++)
        if (g[i].least <= total)
            at = (int)i;
    return at;
}

struct maturity maturity_of(const struct yardstick *y, const int64_t *mark)
{
    const struct yard_dimension *d = y->dimensions.at;
    struct maturity m = { .total = INT_NONE, .drag = -1 };
    int64_t sum = 0, weight = 0;

    for (size_t i = 0; i < y->indicators.n; i++)
        m.unmarked += mark[i] == INT_NONE;
    for (size_t i = 0; i < y->dimensions.n && i < YARD_DIMENSIONS; i++) {
        int64_t of = dimension_of(y, d[i].code, mark);

        m.dimension[i] = of;
        if (of == INT_NONE)
            continue;
        sum += d[i].weight * of;
        weight += d[i].weight;
        if (m.drag < 0 || of < m.dimension[m.drag])
            m.drag = (int)i;
    }
    if (weight)
        m.total = half_up(sum, weight);
    m.grade = yard_grade_of(y, m.total);
    return m;
}

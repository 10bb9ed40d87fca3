/* feasible - can what is wanted be done. */
#include "core/feasible.h"

static bool rule_holds(const struct feasible_rule *r, int32_t sector, day on)
{
    return r->sector == sector && (r->since == DAY_NONE || r->since <= on) &&
           (r->until == DAY_NONE || on <= r->until);
}

/* The row that decides on a gate for a sector; NULL: none. */
static const struct feasible_rule *rule_of(const struct feasible_rule *r,
                                           size_t n, int32_t sector,
                                           int32_t gate, day on)
{
    const struct feasible_rule *best = NULL;

    for (size_t i = 0; i < n; i++)
        if (r[i].gate == gate && rule_holds(&r[i], sector, on) &&
            (!best || r[i].since > best->since))
            best = &r[i];
    return best;
}

unsigned feasible_needed(const struct feasible_rule *r, size_t n,
                         int32_t sector, day on)
{
    unsigned needed = 0;

    for (int gate = 0; gate < FEASIBLE_GATES; gate++) {
        const struct feasible_rule *own = sector < 0 ?
                                              NULL :
                                              rule_of(r, n, sector, gate, on);

        if (!own)
            own = rule_of(r, n, -1, gate, on);
        if (own && own->needed)
            needed |= 1U << gate;
    }
    return needed;
}

static bool later(const struct feasible_said *x, const struct feasible_said *y)
{
    if (!y || x->held != y->held)
        return !y || x->held > y->held;
    return id_order(x->entry, y->entry) > 0;
}

struct feasible feasible_of(unsigned needed, const struct feasible_said *said,
                            size_t n)
{
    struct feasible f = { .needed = needed };

    for (size_t i = 0; i < n; i++) {
        MUST(said[i].gate >= 0 && said[i].gate < FEASIBLE_GATES);
        if (later(&said[i], f.last[said[i].gate]))
            f.last[said[i].gate] = &said[i];
    }
    for (int gate = 0; gate < FEASIBLE_GATES; gate++) {
        unsigned bit = needed & 1U << gate;

        if (!f.last[gate])
            f.open |= bit;
        else if (f.last[gate]->result == FEASIBLE_FAIL)
            f.failed |= bit;
        else if (f.last[gate]->result == FEASIBLE_CONDITIONAL)
            f.waits |= bit;
    }
    f.end = f.failed ? FEASIBLE_NOT :
            f.open   ? FEASIBLE_OPEN :
            f.waits  ? FEASIBLE_WAITS :
                       FEASIBLE_YES;
    return f;
}

/* relief - which gifts came before their time. */
#include "core/relief.h"

#include <stdlib.h>

static int gift_order(const void *x, const void *y)
{
    const struct relief_gift *p = x, *q = y;
    int order = (p->on > q->on) - (p->on < q->on);

    return order ? order : id_order(p->entry, q->entry);
}

void relief_sort(struct relief_gift *g, size_t n)
{
    if (n)
        qsort(g, n, sizeof *g, gift_order);
}

size_t relief_repeats(const struct relief_gift *g, size_t at)
{
    size_t last = at;
    bool any = false;

    for (size_t i = 0; i <= at; i++) {
        bool early;

        if (g[i].what != g[at].what)
            continue;
        early = any && (!g[i].every || g[i].on - g[last].on < g[i].every);
        if (i == at)
            return early ? last : at;
        if (!early) {
            last = i;
            any = true;
        }
    }
    return at;
}

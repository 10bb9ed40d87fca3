/* ground - where and when a report looks. */
#include "report/ground.h"

#include "report/spread.h"

struct ground ground_read(struct db *db, const struct question *q,
                          struct arena *a)
{
    struct ground g = { .place = scope_place(db, q),
                        .from = q->from == MONTH_NONE ? DAY_FIRST :
                                                        month_first(q->from),
                        .on = month_end(q->as_of) };
    struct str name;

    if (!id_none(q->place))
        g.scope = place_level(db, q->place, a, q->lang, &name);
    g.level = spread_level(q, g.scope);
    g.spots = spots_read(db, a, g.level, g.scope, q->place, g.on, q->lang);
    return g;
}

size_t ground_spot(const struct ground *g, struct id place)
{
    size_t i = 0;

    while (i < g->spots.n && !id_same(g->spots.at[i].id, place))
        i++;
    return i;
}

/* production - who made how many for an order. */
#include "core/core.h"

struct production_made {
    struct id person;
    int64_t quantity;
};
static const struct field production_made_field[] = {
    REF(production_made, person, "person", FIELD_NEED | FIELD_FIND),
    COUNT(production_made, quantity, 1, 100000000, FIELD_NEED),
};

struct production {
    struct id sale_order;
    day held;
    struct list made;
    struct str note;
};
static const struct field production_field[] = {
    REF(production, sale_order, "sale_order",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(production, held, FIELD_NEED | FIELD_KEY),
    ROWS(production, made, production_made, 200, FIELD_NEED),
    TEXT(production, note, 300, 0),
};

struct production_view {
    int64_t today;
    day ordered, cancelled;
};
static const struct field production_view_field[] = {
    COUNT(production_view, today, 0, 0, 0),
    DAY(production_view, ordered, 0),
    DAY(production_view, cancelled, 0),
};

static void production_rule(const struct production *x,
                            const struct production_view *v, struct findings *f)
{
    const struct production_made *m = x->made.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->ordered != DAY_NONE && x->held != DAY_NONE && x->held < v->ordered)
        tell(f, STOP, "production.before_order", "held");
    if (v->cancelled != DAY_NONE && x->held != DAY_NONE &&
        x->held > v->cancelled)
        tell(f, WARN, "production.order_cancelled", "sale_order");
    for (size_t i = 0; i < x->made.n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(m[i].person, m[j].person)) {
                tell_row(f, STOP, "production.twice", "made", i, "person");
                break;
            }
}

/* What each member of a group brought in for an order on a day. */
RECORD(production, .view = COLUMNS(production_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "live");

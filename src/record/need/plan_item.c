/* plan_item - a need in a plan: at which place, by when, who sees to it. */
#include "core/core.h"

struct plan_item {
    struct id plan, need;
    day held;
    int64_t position;
    day starts, ends;
    struct str who_does;
    bool dropped;
    struct str why;
};
static const struct field plan_item_field[] = {
    REF(plan_item, plan, "plan",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(plan_item, need, "need",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(plan_item, held, FIELD_NEED | FIELD_KEY),
    COUNT(plan_item, position, 1, 100000, 0),
    DAY(plan_item, starts, 0),
    DAY(plan_item, ends, 0),
    TEXT(plan_item, who_does, 160, 0),
    FLAG(plan_item, dropped, 0),
    TEXT(plan_item, why, 600, 0),
};

struct plan_item_view {
    int64_t today;
};
static const struct field plan_item_view_field[] = {
    COUNT(plan_item_view, today, 0, 0, 0),
};

static void plan_item_rule(const struct plan_item *x,
                           const struct plan_item_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->starts != DAY_NONE && x->ends != DAY_NONE && x->ends < x->starts)
        tell(f, STOP, "date.ends_before_start", "ends");
    if (x->dropped && !x->why.n)
        tell(f, STOP, "plan_item.why_dropped", "why");
}

/* A need is put into a plan at a place in its order, or taken out with the
 * reason; of a need and a plan the last that was said stands. */
RECORD(plan_item, .view = COLUMNS(plan_item_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "who_does",
       .along = "plan, need, held", .group = "need");

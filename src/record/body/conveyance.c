/* conveyance - an account goes over to another body. */
#include "core/core.h"

struct conveyance {
    struct id account, body;
    day since;
    struct str why;
};
static const struct field conveyance_field[] = {
    REF(conveyance, account, "account", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(conveyance, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(conveyance, since, FIELD_NEED | FIELD_KEY),
    TEXT(conveyance, why, 300, 0),
};

struct conveyance_view {
    int64_t today;
    day opened, closed;
};
static const struct field conveyance_view_field[] = {
    COUNT(conveyance_view, today, 0, 0, 0),
    DAY(conveyance_view, opened, 0),
    DAY(conveyance_view, closed, 0),
};

static void conveyance_rule(const struct conveyance *x,
                            const struct conveyance_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->opened != DAY_NONE && x->since != DAY_NONE && x->since < v->opened)
        tell(f, WARN, "conveyance.before_opening", "since");
    if (v->closed != DAY_NONE && x->since != DAY_NONE && x->since > v->closed)
        tell(f, WARN, "conveyance.after_closing", "since");
}

/* A bank account goes over to another body from a day on: to the one that a
 * merged body went into, or that part of it became. */
RECORD(conveyance, .view = COLUMNS(conveyance_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "body");

#include "core/core.h"

struct standing {
    struct id body, successor;
    day since;
    int32_t state;
    struct str why;
};
static const struct field standing_field[] = {
    REF(standing, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(standing, since, FIELD_NEED | FIELD_KEY),
    CHOICE(standing, state, "active|irregular|dormant|dissolved|merged|split",
           FIELD_NEED),
    REF(standing, successor, "body", 0),
    TEXT(standing, why, 300, 0),
};

struct standing_view {
    int64_t today;
};
static const struct field standing_view_field[] = {
    COUNT(standing_view, today, 0, 0, 0),
};

enum { STATE_DISSOLVED = 3, STATE_MERGED };

/* A change of state carries its reason, a body is dissolved only by resolution
 * or by a finding with its reason (institutions.md 3.2; 14.2, 18). */
static void standing_rule(const struct standing *x,
                          const struct standing_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (!id_none(x->successor) && id_same(x->successor, x->body))
        tell(f, STOP, "standing.to_itself", "successor");
    if (x->state >= STATE_DISSOLVED && !x->why.n)
        tell(f, WARN, "standing.no_reason", "why");
    if (x->state == STATE_MERGED && id_none(x->successor))
        tell(f, WARN, "standing.no_successor", "successor");
}

/* The state of a body from a day on, as somebody found or resolved it, with the
 * reason. */
RECORD(standing, .view = COLUMNS(standing_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "body");

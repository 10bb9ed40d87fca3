/* descent - a body goes on in another. */
#include "core/core.h"

struct descent {
    struct id body, origin;
    day since;
    int32_t way;
    struct str why;
};
static const struct field descent_field[] = {
    REF(descent, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(descent, origin, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(descent, since, FIELD_NEED | FIELD_KEY),
    CHOICE(descent, way, "merged|split", FIELD_NEED),
    TEXT(descent, why, 300, 0),
};

struct descent_view {
    int64_t today;
    int32_t nature, origin_nature; /* -1: not known */
};
static const struct field descent_view_field[] = {
    COUNT(descent_view, today, 0, 0, 0),
    CHOICE(descent_view, nature, "co|vo|lso|group|network", 0),
    CHOICE(descent_view, origin_nature, "co|vo|lso|group|network", 0),
};

static void descent_rule(const struct descent *x, const struct descent_view *v,
                         struct findings *f)
{
    if (id_same(x->body, x->origin))
        tell(f, STOP, "descent.of_itself", "origin");
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->nature >= 0 && v->origin_nature >= 0 &&
        v->nature != v->origin_nature)
        tell(f, STOP, "descent.other_nature", "origin");
}

/* A body goes on in another: it merged into it, or part of it split off. The
 * papers and the past of the one are shown with the other. */
RECORD(descent, .view = COLUMNS(descent_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "body");

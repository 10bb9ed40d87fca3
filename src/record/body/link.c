#include "core/core.h"

struct link {
    struct id body, parent;
    day since;
    struct str why;
};
static const struct field link_field[] = {
    REF(link, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(link, parent, "body", FIELD_FIND),
    DAY(link, since, FIELD_NEED | FIELD_KEY),
    TEXT(link, why, 300, 0),
};

struct link_view; /* its rule needs no view */
static void link_rule(const struct link *x, const struct link_view *v,
                      struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A body joins the body above it from a day on: a CO its VO, a VO its LSO. Without a parent it stands alone from then. */
RECORD(link, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "why",
       .group = "body");

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

struct standing_view; /* its rule needs no view */
static void standing_rule(const struct standing *x,
                          const struct standing_view *v, struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* The state of a body from a day on, as somebody found or resolved it, with the reason. */
RECORD(standing, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "why",
       .group = "body");

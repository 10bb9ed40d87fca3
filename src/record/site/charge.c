#include "core/core.h"

struct charge_body {
    struct id body;
};
static const struct field charge_body_field[] = {
    REF(charge_body, body, "body", FIELD_NEED | FIELD_FIND),
};

struct charge {
    struct id taker, giver;
    day since;
    struct list bodies;
    struct str why;
};
static const struct field charge_field[] = {
    REF(charge, taker, "staff", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(charge, giver, "staff", FIELD_FIND),
    DAY(charge, since, FIELD_NEED | FIELD_KEY),
    ROWS(charge, bodies, charge_body, 3000, FIELD_NEED),
    TEXT(charge, why, 300, 0),
};

struct charge_view; /* its rule needs no view */
static void charge_rule(const struct charge *x, const struct charge_view *v,
                        struct findings *f)
{
    (void)v;
    if (!id_none(x->giver) && id_same(x->giver, x->taker))
        tell(f, STOP, "charge.to_herself", "taker");
}

/* Bodies given into the charge of one of the staff from a day on; with a giver it is a hand-over, all of it in one act. */
RECORD(charge, .right = RIGHT_MANAGE, .title = "why", .group = "staff");

#include "core/core.h"

struct oversight {
    struct str record, role;
    paisa most; /* INT_NONE: any amount */
    day since, until;
};
static const struct field oversight_field[] = {
    TEXT(oversight, record, 20, FIELD_NEED | FIELD_KEY),
    CODE(oversight, role, "role", FIELD_NEED | FIELD_KEY),
    MONEY(oversight, most, 0, INT64_C(1000000000000), 0),
    DAY(oversight, since, FIELD_NEED | FIELD_KEY),
    DAY(oversight, until, 0),
};

struct oversight_view; /* its rule needs no view */
static void oversight_rule(const struct oversight *x,
                           const struct oversight_view *v, struct findings *f)
{
    (void)v;
    if (x->record.n && !kind_find(x->record))
        tell(f, STOP, "entry.kind_unknown", "record");
    if (x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* Which records need a second person, of which role, up to what amount, from which day on. */
RECORD(oversight, .right = RIGHT_ADMIN, .title = "record", .group = "site");

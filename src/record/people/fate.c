#include "core/core.h"

struct fate {
    struct id household, successor;
    day since;
    int32_t state;
    struct str why;
};
static const struct field fate_field[] = {
    REF(fate, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    CHOICE(fate, state, "present|migrated|merged|split|dissolved", FIELD_NEED),
    DAY(fate, since, FIELD_NEED | FIELD_KEY),
    REF(fate, successor, "household", FIELD_FIND),
    TEXT(fate, why, 300, 0),
};

struct fate_view {
    int64_t today;
};
static const struct field fate_view_field[] = {
    COUNT(fate_view, today, 0, 0, 0),
};

enum { FATE_MERGED = 2 };

/* What its timeline says of it stands in household.c. */
static void fate_rule(const struct fate *x, const struct fate_view *v,
                      struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (!id_none(x->successor) && id_same(x->successor, x->household))
        tell(f, STOP, "fate.to_itself", "successor");
    if (x->state == FATE_MERGED && id_none(x->successor))
        tell(f, WARN, "fate.no_successor", "successor");
}

/* What became of a household from a day on: it moved away, merged into another,
 * split up or dissolved; or it is present again. */
RECORD(fate, .view = COLUMNS(fate_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "people");

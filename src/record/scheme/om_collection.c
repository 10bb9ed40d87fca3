/* om_collection - fees that households brought for upkeep, and what was spent. */
#include "core/works.h"

struct om_collection {
    struct id scheme;
    day held;
    paisa amount;
    int64_t households;
    paisa spent;
    struct str on_what;
    struct str note;
};
static const struct field om_collection_field[] = {
    REF(om_collection, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(om_collection, held, FIELD_NEED | FIELD_KEY),
    MONEY(om_collection, amount, 1, MONEY_MOST, FIELD_NEED),
    COUNT(om_collection, households, 0, 1000000, 0),
    MONEY(om_collection, spent, 0, MONEY_MOST, 0),
    TEXT(om_collection, on_what, 200, 0),
    TEXT(om_collection, note, 600, 0),
};

struct om_collection_view {
    int64_t today;
    day begun;
};
static const struct field om_collection_view_field[] = {
    COUNT(om_collection_view, today, 0, 0, 0),
    DAY(om_collection_view, begun, 0),
};

static void om_collection_rule(const struct om_collection *x,
                               const struct om_collection_view *v,
                               struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (x->spent != INT_NONE && x->spent > 0 && !x->on_what.n)
        tell(f, WARN, "om_collection.on_what", "on_what");
}

/* O&M fees collected from households, and what was spent on upkeep since the last
 * time. */
RECORD(om_collection, .view = COLUMNS(om_collection_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "on_what", .amount = "amount",
       .posted = true, .group = "scheme");

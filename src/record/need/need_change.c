/* need_change - what a need costs and whom it serves, said anew. */
#include "core/books.h"
#include "core/need_stand.h"

struct need_change {
    struct id need;
    day held;
    int64_t version, households, women, men, poorest;
    struct list band;
    paisa cost;
    int64_t quantity;
    struct id body, resolution, staff;
    struct str why;
};
static const struct field need_band_field[] = {
    TEXT(need_band, band, 20, FIELD_NEED),
    COUNT(need_band, households, 0, 1000000, FIELD_NEED),
};
static const struct field need_change_field[] = {
    REF(need_change, need, "need", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(need_change, held, FIELD_NEED | FIELD_KEY),
    COUNT(need_change, version, 2, 100, FIELD_KEY),
    COUNT(need_change, households, 0, 1000000, 0),
    COUNT(need_change, women, 0, 10000000, 0),
    COUNT(need_change, men, 0, 10000000, 0),
    COUNT(need_change, poorest, 0, 1000000, 0),
    MONEY(need_change, cost, 0, MONEY_MOST, 0),
    COUNT(need_change, quantity, 0, 1000000000, 0),
    REF(need_change, body, "body", FIELD_FIND),
    REF(need_change, resolution, "resolution", FIELD_FIND),
    REF(need_change, staff, "staff", FIELD_FIND),
    TEXT(need_change, why, 600, FIELD_NEED),
    ROWS(need_change, band, need_band, NEED_BANDS, 0),
};

struct need_change_view {
    int64_t today;
};
static const struct field need_change_view_field[] = {
    COUNT(need_change_view, today, 0, 0, 0),
};

static void need_change_rule(const struct need_change *x,
                             const struct need_change_view *v,
                             struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->poorest != INT_NONE && x->households != INT_NONE &&
        x->poorest > x->households)
        tell_ab(f, STOP, "need.more_poorest", "poorest", x->poorest,
                x->households);
    need_bands_judge(&x->band, x->households, f);
    if (!x->band.n && x->cost == INT_NONE && x->households == INT_NONE &&
        x->women == INT_NONE && x->men == INT_NONE && x->poorest == INT_NONE &&
        x->quantity == INT_NONE)
        tell(f, WARN, "need_change.says_nothing", "cost");
}

/* The yearly revision of a need: what it says replaces what was said before,
 * which stays on its timeline. */
RECORD(need_change, .view = COLUMNS(need_change_view), .along = "need, held",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "why",
       .amount = "cost", .group = "need");

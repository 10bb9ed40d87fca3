/* scheme_spending - money of a scheme that its committee spent. */
#include "core/works.h"

struct scheme_spending {
    struct id scheme;
    day held;
    struct str what;
    struct str line;
    struct str supplier;
    int64_t quotes;
    paisa amount;
    int32_t way;
    struct id account;
    struct id taker;
    struct str reference;
    struct str leaf;
    struct str note;
};
static const struct field scheme_spending_field[] = {
    REF(scheme_spending, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_spending, held, FIELD_NEED | FIELD_KEY),
    TEXT(scheme_spending, what, 200, FIELD_NEED | FIELD_KEY),
    TEXT(scheme_spending, line, 30, 0),
    TEXT(scheme_spending, supplier, 120, 0),
    COUNT(scheme_spending, quotes, 0, 20, 0),
    MONEY(scheme_spending, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(scheme_spending, way, WAY_CHOICES, 0),
    REF(scheme_spending, account, "account", 0),
    REF(scheme_spending, taker, "person", 0),
    TEXT(scheme_spending, reference, 80, 0),
    TEXT(scheme_spending, leaf, 40, FIELD_FIND),
    TEXT(scheme_spending, note, 600, 0),
};

struct scheme_spending_view {
    int64_t today;
    day begun;
};
static const struct field scheme_spending_view_field[] = {
    COUNT(scheme_spending_view, today, 0, 0, 0),
    DAY(scheme_spending_view, begun, 0),
};

static void scheme_spending_rule(const struct scheme_spending *x,
                                 const struct scheme_spending_view *v,
                                 struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    way_rule(x->way, x->account, x->taker, f);
}

/* Money of a scheme spent by its committee: on what, with whom, for which line of the
 * estimate. */
RECORD(scheme_spending, .view = COLUMNS(scheme_spending_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "what",
       .amount = "amount", .posted = true, .group = "scheme");

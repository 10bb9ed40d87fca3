/* scheme_return - unspent money of a scheme goes back to the RSP. */
#include "core/works_fact.h"

struct scheme_return {
    struct id scheme;
    day held;
    paisa amount;
    int32_t way;
    struct id account;
    struct id taker;
    struct str reference;
    struct str leaf;
    struct id into_account;
    struct id staff;
    struct str note;
};
static const struct field scheme_return_field[] = {
    REF(scheme_return, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_return, held, FIELD_NEED | FIELD_KEY),
    MONEY(scheme_return, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(scheme_return, way, WAY_CHOICES, 0),
    REF(scheme_return, account, "account", 0),
    REF(scheme_return, taker, "person", 0),
    TEXT(scheme_return, reference, 80, 0),
    TEXT(scheme_return, leaf, 40, FIELD_FIND),
    REF(scheme_return, into_account, "account", 0),
    REF(scheme_return, staff, "staff", 0),
    TEXT(scheme_return, note, 600, 0),
};

struct scheme_return_view {
    int64_t today;
    day begun;
};
static const struct field scheme_return_view_field[] = {
    COUNT(scheme_return_view, today, 0, 0, 0),
    DAY(scheme_return_view, begun, 0),
};

static void scheme_return_rule(const struct scheme_return *x,
                               const struct scheme_return_view *v,
                               struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    way_rule(x->way, x->account, x->taker, f);
}

/* As the scheme stands with it, of all that is known today. */
static void scheme_return_limit(const void *rows, size_t n, struct findings *f)
{
    works_draft(rows, n, f);
}

/* What was not spent goes back to the RSP when a scheme closes or is cancelled. */
RECORD(scheme_return, .view = COLUMNS(scheme_return_view),
       .fact = COLUMNS(works_fact), .limit = scheme_return_limit,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "reference",
       .amount = "amount", .posted = true, .group = "scheme");

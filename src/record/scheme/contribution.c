/* contribution - what the community brings to a scheme. */
#include "core/works.h"

struct contribution {
    struct id scheme;
    day held;
    int32_t nature;
    struct id household;
    struct id person;
    struct str what;
    int64_t days;
    int64_t quantity;
    struct str unit;
    paisa amount;
    bool poor;
    int32_t way;
    struct id account;
    struct id taker;
    struct str reference;
    struct id staff;
    struct str note;
};
static const struct field contribution_field[] = {
    REF(contribution, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(contribution, held, FIELD_NEED | FIELD_KEY),
    CHOICE(contribution, nature, "cash|labour|land|material",
           FIELD_NEED | FIELD_KEY),
    REF(contribution, household, "household", FIELD_KEY | FIELD_FIND),
    REF(contribution, person, "person", FIELD_KEY | FIELD_FIND),
    TEXT(contribution, what, 200, FIELD_KEY),
    COUNT(contribution, days, 1, 10000000, FIELD_POINTS),
    COUNT(contribution, quantity, 1, 1000000000, FIELD_POINTS),
    TEXT(contribution, unit, 40, 0),
    MONEY(contribution, amount, 1, MONEY_MOST, FIELD_NEED),
    FLAG(contribution, poor, 0),
    CHOICE(contribution, way, WAY_CHOICES, 0),
    REF(contribution, account, "account", 0),
    REF(contribution, taker, "person", 0),
    TEXT(contribution, reference, 80, 0),
    REF(contribution, staff, "staff", 0),
    TEXT(contribution, note, 600, 0),
};

struct contribution_view {
    int64_t today;
    day begun;
};
static const struct field contribution_view_field[] = {
    COUNT(contribution_view, today, 0, 0, 0),
    DAY(contribution_view, begun, 0),
};

static void contribution_rule(const struct contribution *x,
                              const struct contribution_view *v,
                              struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (x->nature == 0)
        way_rule(x->way, x->account, x->taker, f);
    else if (x->way >= 0)
        tell(f, WARN, "contribution.no_money", "way");
    if (x->nature == 1 && x->days == INT_NONE)
        tell(f, WARN, "contribution.how_many_days", "days");
    if (x->nature >= 2 && !x->what.n)
        tell(f, WARN, "contribution.what", "what");
}

/* The community's share of a scheme: cash into its account, days of labour, land or
 * material, and what it is worth at the market. */
RECORD(contribution, .view = COLUMNS(contribution_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .amount = "amount",
       .posted = true, .group = "scheme");

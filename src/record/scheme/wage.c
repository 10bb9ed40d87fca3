/* wage - wages for labour on a scheme. */
#include "core/works.h"

struct wage {
    struct id scheme;
    day held;
    struct id person;
    struct str sheet;
    int64_t days;
    paisa amount;
    bool poor;
    int32_t way;
    struct id account;
    struct id taker;
    struct str reference;
    struct str note;
};
static const struct field wage_field[] = {
    REF(wage, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(wage, held, FIELD_NEED | FIELD_KEY),
    REF(wage, person, "person", FIELD_KEY | FIELD_FIND),
    TEXT(wage, sheet, 40, FIELD_KEY),
    COUNT(wage, days, 1, 10000000, FIELD_NEED | FIELD_POINTS),
    MONEY(wage, amount, 1, MONEY_MOST, FIELD_NEED),
    FLAG(wage, poor, 0),
    CHOICE(wage, way, WAY_CHOICES, 0),
    REF(wage, account, "account", 0),
    REF(wage, taker, "person", 0),
    TEXT(wage, reference, 80, 0),
    TEXT(wage, note, 600, 0),
};

struct wage_view {
    int64_t today;
    day begun;
};
static const struct field wage_view_field[] = {
    COUNT(wage_view, today, 0, 0, 0),
    DAY(wage_view, begun, 0),
};

static void wage_rule(const struct wage *x, const struct wage_view *v,
                      struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    way_rule(x->way, x->account, x->taker, f);
    if (id_none(x->person) && !x->sheet.n)
        tell(f, WARN, "wage.whose", "person");
}

/* Wages paid on a scheme: to whom or for which muster sheet, days, and whether from
 * a poor household. */
RECORD(wage, .view = COLUMNS(wage_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "sheet", .amount = "amount",
       .posted = true, .group = "scheme");

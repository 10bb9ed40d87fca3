/* stipend - what somebody who learns a trade is paid, or given as tools. */
#include "core/award.h"

struct stipend {
    struct id trainee;
    day held;
    int32_t nature;
    paisa amount;
    struct str goods;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
};
static const struct field stipend_field[] = {
    REF(stipend, trainee, "trainee", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(stipend, held, FIELD_NEED | FIELD_KEY),
    CHOICE(stipend, nature, "stipend|toolkit|fee|travel",
           FIELD_NEED | FIELD_KEY),
    MONEY(stipend, amount, 1, MONEY_MOST, FIELD_NEED),
    TEXT(stipend, goods, 200, 0),
    CHOICE(stipend, way, WAY_CHOICES, 0),
    REF(stipend, account, "account", 0),
    REF(stipend, taker, "person", 0),
    TEXT(stipend, reference, 80, 0),
    TEXT(stipend, leaf, 40, FIELD_FIND),
};
enum { TOOLKIT = 1 };

struct stipend_view {
    int64_t today;
};
static const struct field stipend_view_field[] = {
    COUNT(stipend_view, today, 0, 0, 0),
};

static void stipend_rule(const struct stipend *x, const struct stipend_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    way_rule(x->way, x->account, x->taker, f);
    if (x->nature == TOOLKIT && !x->goods.n)
        tell(f, WARN, "stipend.which_tools", "goods");
}

/* A stipend was paid to somebody who learns a trade, or a toolkit, a fee, her
 * way there. */
RECORD(stipend, .view = COLUMNS(stipend_view), .posted = true,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "goods",
       .amount = "amount", .group = "award");

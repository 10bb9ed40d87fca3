/* crp_fee - what a resource person or book-keeper was paid. */
#include "core/books.h"
#include "core/way.h"

struct crp_fee {
    struct id crp, task;
    day held;
    paisa amount;
    struct id payer, fund, expense;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf, note;
};
static const struct field crp_fee_field[] = {
    REF(crp_fee, crp, "crp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(crp_fee, task, "crp_task", FIELD_KEY | FIELD_FIND),
    DAY(crp_fee, held, FIELD_NEED | FIELD_KEY),
    MONEY(crp_fee, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    REF(crp_fee, payer, "body", 0),
    REF(crp_fee, fund, "fund", 0),
    REF(crp_fee, expense, "expense", FIELD_KEY | FIELD_FIND),
    CHOICE(crp_fee, way, WAY_CHOICES, 0),
    REF(crp_fee, account, "account", 0),
    REF(crp_fee, taker, "person", 0),
    TEXT(crp_fee, reference, 80, FIELD_KEY),
    TEXT(crp_fee, leaf, 40, FIELD_FIND),
    TEXT(crp_fee, note, 300, 0),
};

struct crp_fee_view {
    int64_t today;
    struct id doer; /* whose task it was */
    paisa spent;
};
static const struct field crp_fee_view_field[] = {
    COUNT(crp_fee_view, today, 0, 0, 0),
    REF(crp_fee_view, doer, "crp", 0),
    MONEY(crp_fee_view, spent, 0, 0, 0),
};

/* A body pays out of its own books; what an expense of the RSP paid is booked
 * there and not again. */
static void crp_fee_rule(const struct crp_fee *x, const struct crp_fee_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(v->doer) && !id_same(v->doer, x->crp))
        tell(f, STOP, "crp_fee.another_task", "task");
    if (!id_none(x->expense) && !id_none(x->payer))
        tell(f, STOP, "crp_fee.whose_money", "payer");
    if (v->spent != INT_NONE && x->amount != INT_NONE && x->amount > v->spent)
        tell_ab(f, STOP, "training_cost.above_expense", "amount",
                x->amount / 100, v->spent / 100);
    if (id_none(x->expense))
        way_rule(x->way, x->account, x->taker, f);
}

/* A fee paid to somebody on the roster: for which task, by which body or by which
 * expense of the RSP, how. */
RECORD(crp_fee, .view = COLUMNS(crp_fee_view), .posted = true,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .amount = "amount", .group = "learn");

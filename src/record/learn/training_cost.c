/* training_cost - what a training cost, and which money of the books paid it. */
#include "core/books.h"

struct training_cost {
    struct id training;
    day held;
    int32_t what, source;
    paisa amount;
    struct id expense, voucher;
    struct str note;
};
static const struct field training_cost_field[] = {
    REF(training_cost, training, "training",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(training_cost, held, FIELD_NEED | FIELD_KEY),
    CHOICE(training_cost, what,
           "boarding|travel|material|trainer_fee|venue_hire|stipend|other",
           FIELD_NEED | FIELD_KEY),
    CHOICE(training_cost, source, "rsp_money|body_money|government|donor|gift",
           0),
    MONEY(training_cost, amount, 1, MONEY_MOST, FIELD_NEED),
    REF(training_cost, expense, "expense", FIELD_KEY | FIELD_FIND),
    REF(training_cost, voucher, "voucher", FIELD_KEY | FIELD_FIND),
    TEXT(training_cost, note, 300, FIELD_KEY),
};
enum { SOURCE_RSP, SOURCE_BODY };

struct training_cost_view {
    int64_t today;
    struct id rsp, spent_by; /* of the training, of the expense */
    paisa spent;
};
static const struct field training_cost_view_field[] = {
    COUNT(training_cost_view, today, 0, 0, 0),
    REF(training_cost_view, rsp, "rsp", 0),
    REF(training_cost_view, spent_by, "rsp", 0),
    MONEY(training_cost_view, spent, 0, 0, 0),
};

/* Money is booked once, by the expense of an RSP or the voucher of a body; the
 * cost says which training it was for. What nobody booked is a gift, or waits
 * for whoever keeps the books. */
static void training_cost_rule(const struct training_cost *x,
                               const struct training_cost_view *v,
                               struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(x->expense) && !id_none(x->voucher))
        tell(f, STOP, "training_cost.booked_twice", "voucher");
    if (x->source > SOURCE_BODY &&
        (!id_none(x->expense) || !id_none(x->voucher)))
        tell(f, WARN, "training_cost.not_ours", "source");
    if (x->source == SOURCE_RSP && id_none(x->expense))
        tell(f, WARN, "training_cost.not_booked", "expense");
    if (!id_none(v->spent_by) && !id_none(v->rsp) &&
        !id_same(v->spent_by, v->rsp))
        tell(f, WARN, "training_cost.other_rsp", "expense");
    if (v->spent != INT_NONE && x->amount != INT_NONE && x->amount > v->spent)
        tell_ab(f, STOP, "training_cost.above_expense", "amount",
                x->amount / 100, v->spent / 100);
}

/* What a training cost: boarding, travel, material, fee; which expense of the
 * RSP (and so which line of an agreement) or which voucher of a body paid it. */
RECORD(training_cost, .view = COLUMNS(training_cost_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .amount = "amount",
       .group = "learn");

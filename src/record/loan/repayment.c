/* repayment - a borrower paid something back. */
#include "core/books.h"
#include "core/loan.h"
#include "core/way.h"

struct repayment {
    struct id loan;
    day held;
    paisa amount;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    bool settles; /* all that is owed by that day; the rest is not asked for */
};
static const struct field repayment_field[] = {
    REF(repayment, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(repayment, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONEY(repayment, amount, 1, LOAN_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(repayment, way, WAY_CHOICES, FIELD_NEED),
    REF(repayment, account, "account", FIELD_FIND),
    REF(repayment, taker, "person", FIELD_FIND),
    TEXT(repayment, reference, 80, 0),
    TEXT(repayment, leaf, 40, FIELD_KEY | FIELD_FIND),
    FLAG(repayment, settles, 0),
};

struct repayment_view {
    int64_t today;
    day applied;
    struct id lender, account_of;
};
static const struct field repayment_view_field[] = {
    COUNT(repayment_view, today, 0, 0, 0),
    DAY(repayment_view, applied, 0),
    REF(repayment_view, lender, "body", 0),
    REF(repayment_view, account_of, "body", 0),
};

static void repayment_rule(const struct repayment *x,
                           const struct repayment_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->applied != DAY_NONE && x->held != DAY_NONE && x->held < v->applied)
        tell(f, STOP, "repayment.before_loan", "held");
    if (!id_none(v->account_of) && !id_same(v->account_of, v->lender))
        tell(f, STOP, "repayment.account_of_another", "account");
    if (x->way == WAY_GOODS)
        tell(f, STOP, "repayment.in_goods", "way");
    if (!x->leaf.n && !x->reference.n)
        tell(f, WARN, "repayment.no_paper", "leaf");
    way_rule(x->way, x->account, x->taker, f);
}

/* Money that came back on one loan: what of it is penalty, charge and
 * principal follows from the loan's terms. Its receipt is a leaf. One that
 * settles pays all that is owed by that day, charge of days to come left out. */
RECORD(repayment, .view = COLUMNS(repayment_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "reference", .amount = "amount",
       .posted = true, .group = "money");

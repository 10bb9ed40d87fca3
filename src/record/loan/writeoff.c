/* writeoff - a loan is no longer counted as money that comes back. */
#include "core/loan.h"

struct writeoff {
    struct id loan;
    day held;
    paisa amount; /* of principal; not said: all that is owed */
    struct id resolution, approver;
    struct str why;
};
static const struct field writeoff_field[] = {
    REF(writeoff, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(writeoff, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONEY(writeoff, amount, 1, LOAN_MOST, FIELD_KEY),
    REF(writeoff, resolution, "resolution", FIELD_FIND),
    REF(writeoff, approver, NULL, FIELD_FIND),
    TEXT(writeoff, why, 300, FIELD_NEED),
};

struct writeoff_view {
    int64_t today;
    day applied;
    struct id borrower;
    day passed;   /* its resolution */
    int64_t lost; /* 1: that does not stand */
};
static const struct field writeoff_view_field[] = {
    COUNT(writeoff_view, today, 0, 0, 0),      DAY(writeoff_view, applied, 0),
    REF(writeoff_view, borrower, "person", 0), DAY(writeoff_view, passed, 0),
    COUNT(writeoff_view, lost, 0, 0, 0),
};

/* It needs an approval, and not the borrower's own (finance.md 12, 17, 23). */
static void writeoff_rule(const struct writeoff *x,
                          const struct writeoff_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->applied != DAY_NONE && x->held != DAY_NONE && x->held < v->applied)
        tell(f, STOP, "repayment.before_loan", "held");
    if (id_none(x->resolution) && id_none(x->approver))
        tell(f, STOP, "writeoff.not_approved", "resolution");
    if (!id_none(x->approver) && id_same(x->approver, v->borrower))
        tell(f, STOP, "writeoff.own_loan", "approver");
    if (v->lost == 1)
        tell(f, STOP, "rescheduling.resolution_lost", "resolution");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && v->passed > x->held)
        tell(f, STOP, "rescheduling.resolution_later", "resolution");
}

/* What is owed on a loan, or a part of it, is written off by resolution or by
 * whoever at the RSP may. The claim stays: what is paid afterwards is
 * recovered. */
RECORD(writeoff, .view = COLUMNS(writeoff_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .amount = "amount",
       .posted = true, .group = "money");

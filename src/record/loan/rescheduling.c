/* rescheduling - what is still owed is agreed on anew. */
#include "core/loan.h"

struct rescheduling {
    struct id loan;
    day held;
    int64_t instalments;
    int32_t period;
    day first_due;
    struct id resolution, approver;
    struct str why;
};
static const struct field rescheduling_field[] = {
    REF(rescheduling, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(rescheduling, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(rescheduling, instalments, 1, SCHEDULE_MOST, FIELD_NEED),
    CHOICE(rescheduling, period, "week|fortnight|month|quarter|half_year|once",
           0),
    DAY(rescheduling, first_due, FIELD_NEED),
    REF(rescheduling, resolution, "resolution", FIELD_FIND),
    REF(rescheduling, approver, NULL, FIELD_FIND),
    TEXT(rescheduling, why, 300, FIELD_NEED),
};

struct rescheduling_view {
    int64_t today;
    day applied;
    struct id borrower;
    day passed;   /* its resolution */
    int64_t lost; /* 1: that does not stand */
};
static const struct field rescheduling_view_field[] = {
    COUNT(rescheduling_view, today, 0, 0, 0),
    DAY(rescheduling_view, applied, 0),
    REF(rescheduling_view, borrower, "person", 0),
    DAY(rescheduling_view, passed, 0),
    COUNT(rescheduling_view, lost, 0, 0, 0),
};

static void rescheduling_rule(const struct rescheduling *x,
                              const struct rescheduling_view *v,
                              struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->applied != DAY_NONE && x->held != DAY_NONE && x->held < v->applied)
        tell(f, STOP, "repayment.before_loan", "held");
    if (x->first_due != DAY_NONE && x->held != DAY_NONE &&
        x->first_due <= x->held)
        tell(f, STOP, "rescheduling.due_at_once", "first_due");
    if (id_none(x->resolution) && id_none(x->approver))
        tell(f, STOP, "rescheduling.by_nobody", "resolution");
    if (!id_none(x->approver) && id_same(x->approver, v->borrower))
        tell(f, STOP, "rescheduling.own_loan", "approver");
    if (v->lost == 1)
        tell(f, STOP, "rescheduling.resolution_lost", "resolution");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && v->passed > x->held)
        tell(f, STOP, "rescheduling.resolution_later", "resolution");
}

/* What is owed on a loan is spread over new instalments, by resolution or by
 * whoever at the RSP may. A charge that was fixed stays what it was; one that
 * runs goes on at its rate. */
RECORD(rescheduling, .view = COLUMNS(rescheduling_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .posted = true,
       .group = "money");

/* narrative - what a month's numbers do not say. */
#include "core/core.h"

struct narrative {
    struct id rsp, place, project;
    month of_month;
    struct str achieved, hard, learnt, ahead;
};
static const struct field narrative_field[] = {
    REF(narrative, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(narrative, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(narrative, project, "project", FIELD_KEY),
    MONTH(narrative, of_month, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(narrative, achieved, 3000, 0),
    TEXT(narrative, hard, 3000, 0),
    TEXT(narrative, learnt, 3000, 0),
    TEXT(narrative, ahead, 3000, 0),
};

struct narrative_view {
    int64_t today;
};
static const struct field narrative_view_field[] = {
    COUNT(narrative_view, today, 0, 0, 0),
};

static void narrative_rule(const struct narrative *x,
                           const struct narrative_view *v, struct findings *f)
{
    if (!x->achieved.n && !x->hard.n && !x->learnt.n && !x->ahead.n)
        tell(f, STOP, "narrative.nothing", "achieved");
    if (v->today != INT_NONE && x->of_month != MONTH_NONE &&
        month_first(x->of_month) > v->today)
        tell(f, STOP, "filing.in_future", "of_month");
}

/* What an office says of a month beside its numbers: what went well, what was
 * hard, what was learnt, what comes next. It stands in the monthly progress
 * report below what the facts say by themselves. */
RECORD(narrative, .view = COLUMNS(narrative_view), .title = "achieved",
       .group = "plan", .reads = RIGHT_REGISTER);

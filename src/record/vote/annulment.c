#include "core/core.h"

struct annulment {
    struct id election;
    day held;
    struct str why;
    struct id appeal, resolution;
};
static const struct field annulment_field[] = {
    REF(annulment, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(annulment, held, FIELD_NEED | FIELD_KEY),
    TEXT(annulment, why, 1000, FIELD_NEED),
    REF(annulment, appeal, "appeal", 0),
    REF(annulment, resolution, "resolution", 0),
};

struct annulment_view {
    int64_t today;
    day called;
    struct id other;
    int32_t decided;
};
static const struct field annulment_view_field[] = {
    COUNT(annulment_view, today, 0, 0, 0),
    DAY(annulment_view, called, 0),
    REF(annulment_view, other, "election", 0),
    CHOICE(annulment_view, decided, "upheld|dismissed", 0),
};

enum { DISMISSED = 1 };

static void annulment_rule(const struct annulment *x,
                           const struct annulment_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (!id_none(v->other) && !id_same(v->other, x->election))
        tell(f, STOP, "vote.other_election", "appeal");
    if (v->decided == DISMISSED)
        tell(f, STOP, "annulment.appeal_dismissed", "appeal");
}

/* The election is void: what it declared does not stand, and it is held anew.
 * It is said by who checks, not by who keeps the register. */
RECORD(annulment, .view = COLUMNS(annulment_view), .right = RIGHT_CHECK,
       .reads = RIGHT_REGISTER, .title = "why", .group = "vote");

#include "core/vote.h"

struct scrutiny {
    struct id election, nomination;
    day held;
    int32_t verdict;
    struct str why;
};
static const struct field scrutiny_field[] = {
    REF(scrutiny, election, "election", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(scrutiny, nomination, "nomination",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(scrutiny, held, FIELD_NEED | FIELD_KEY),
    CHOICE(scrutiny, verdict, SCRUTINY_VERDICTS, FIELD_NEED | FIELD_KEY),
    TEXT(scrutiny, why, 300, 0),
};

struct scrutiny_view {
    int64_t today;
    day filed;
    struct id other; /* the election of the nomination */
};
static const struct field scrutiny_view_field[] = {
    COUNT(scrutiny_view, today, 0, 0, 0),
    DAY(scrutiny_view, filed, 0),
    REF(scrutiny_view, other, "election", 0),
};

static void scrutiny_rule(const struct scrutiny *x,
                          const struct scrutiny_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->filed != DAY_NONE && x->held != DAY_NONE && x->held < v->filed)
        tell(f, STOP, "scrutiny.before_paper", "held");
    if (!id_none(v->other) && !id_same(v->other, x->election))
        tell(f, STOP, "vote.other_election", "nomination");
    if (x->verdict == SCRUTINY_REJECTED && !x->why.n)
        tell(f, STOP, "scrutiny.no_reason", "why");
}

/* What became of a nomination: accepted, rejected with the reason, or withdrawn
 * by the candidate. Of one paper the last counts. */
RECORD(scrutiny, .view = COLUMNS(scrutiny_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "vote");

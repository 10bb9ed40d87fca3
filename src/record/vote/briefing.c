#include "core/core.h"

struct briefing {
    struct id election;
    day held;
    struct str venue;
    int64_t women, men;
    struct str note;
};
static const struct field briefing_field[] = {
    REF(briefing, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(briefing, held, FIELD_NEED | FIELD_KEY),
    TEXT(briefing, venue, 200, 0),
    COUNT(briefing, women, 0, 10000, 0),
    COUNT(briefing, men, 0, 10000, 0),
    TEXT(briefing, note, 1000, 0),
};

struct briefing_view {
    int64_t today;
    day called;
};
static const struct field briefing_view_field[] = {
    COUNT(briefing_view, today, 0, 0, 0),
    DAY(briefing_view, called, 0),
};

static void briefing_rule(const struct briefing *x,
                          const struct briefing_view *v, struct findings *f)
{
    int64_t women = x->women == INT_NONE ? 0 : x->women;
    int64_t men = x->men == INT_NONE ? 0 : x->men;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (women + men == 0)
        tell(f, WARN, "briefing.nobody", "women");
}

/* Voters and members were told how the election goes: what is at stake, how one
 * votes, who counts (institutions.md 6.1, 1). */
RECORD(briefing, .view = COLUMNS(briefing_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "venue", .group = "vote");

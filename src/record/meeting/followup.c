/* followup - what became of a resolution, step by step. */
#include "core/core.h"

struct followup {
    struct id resolution;
    day held;
    int32_t state;
    struct str what;
    day due; /* by when the next step is expected */
};
static const struct field followup_field[] = {
    REF(followup, resolution, "resolution",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(followup, held, FIELD_NEED | FIELD_KEY),
    CHOICE(followup, state, "sent|answered|done|withdrawn|reminded",
           FIELD_NEED | FIELD_KEY),
    TEXT(followup, what, 1000, 0),
    DAY(followup, due, 0),
};
enum { FOLLOWUP_SENT, FOLLOWUP_ANSWERED, FOLLOWUP_DONE };

struct followup_view {
    int64_t today, state; /* of the resolution; INT_NONE unknown */
    day passed;
};
static const struct field followup_view_field[] = {
    COUNT(followup_view, today, 0, 0, 0),
    COUNT(followup_view, state, 0, 0, 0),
    DAY(followup_view, passed, 0),
};

enum { RESOLUTION_LOST = 1 };

static void followup_rule(const struct followup *x,
                          const struct followup_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && x->held < v->passed)
        tell(f, WARN, "followup.before", "held");
    if (v->state == RESOLUTION_LOST)
        tell(f, WARN, "followup.of_lost", "resolution");
    if (x->due != DAY_NONE && x->held != DAY_NONE && x->due < x->held)
        tell(f, WARN, "resolution.due_before", "due");
    if ((x->state == FOLLOWUP_ANSWERED || x->state == FOLLOWUP_DONE) &&
        !x->what.n)
        tell(f, WARN, "followup.says_nothing", "what");
}

/* A step after a resolution: sent, reminded, answered, done or withdrawn. */
RECORD(followup, .view = COLUMNS(followup_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .group = "body");

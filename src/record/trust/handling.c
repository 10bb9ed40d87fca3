/* handling - what was done about a complaint. */
#include "core/step.h"

struct handling {
    struct id complaint;
    day done;
    int32_t stage, outcome;
    struct id handler;
    struct hash sealed;
    struct str what;
};
static const struct field handling_field[] = {
    REF(handling, complaint, "complaint",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(handling, done, FIELD_NEED | FIELD_KEY),
    CHOICE(handling, stage, STEP_STAGES, FIELD_NEED | FIELD_KEY),
    CHOICE(handling, outcome, STEP_OUTCOMES, 0),
    REF(handling, handler, "staff", FIELD_FIND),
    HASH(handling, sealed, 0),
    TEXT(handling, what, 2000, FIELD_SEALED),
};

struct handling_view {
    int64_t today, named;
    day received;
};
static const struct field handling_view_field[] = {
    COUNT(handling_view, today, 0, 0, 0),
    COUNT(handling_view, named, 0, 0, 0),
    DAY(handling_view, received, 0),
};

static void handling_rule(const struct handling *x,
                          const struct handling_view *v, struct findings *f)
{
    struct step s = { .held = x->done,
                      .received = v->received,
                      .today = v->today,
                      .stage = x->stage,
                      .outcome = x->outcome,
                      .handler = !id_none(x->handler),
                      .named = v->named };

    step_judge(&s, f);
}

struct handling_fact {
    struct step_fact is;
};
static const struct field handling_fact_field[] = {
    REF(step_fact, entry, "handling", 0),
    DAY(step_fact, held, 0),
    DAY(step_fact, received, 0),
    CHOICE(step_fact, stage, STEP_STAGES, 0),
    COUNT(step_fact, barred, 0, 0, 0),
    COUNT(step_fact, restated, 0, 0, 0),
    COUNT(step_fact, days, 0, 0, 0),
};

static bool handling_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    step_remark(facts, n, out);
    return true;
}

/* What was done about a complaint: acknowledged, given to somebody, looked into,
 * decided, told to whoever complained, appealed, closed. */
RECORD(handling, .view = COLUMNS(handling_view), .fact = COLUMNS(handling_fact),
       .posts = handling_posts, .right = RIGHT_HEAR, .reads = RIGHT_HEAR,
       .bars = true, .group = "trust");

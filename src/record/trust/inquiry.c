/* inquiry - a step on the separate path. */
#include "core/step.h"

struct inquiry {
    struct id safeguard;
    day done;
    int32_t stage, outcome;
    struct id handler;
    struct hash sealed;
    struct str what;
};
static const struct field inquiry_field[] = {
    REF(inquiry, safeguard, "safeguard",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(inquiry, done, FIELD_NEED | FIELD_KEY),
    CHOICE(inquiry, stage, STEP_STAGES, FIELD_NEED | FIELD_KEY),
    CHOICE(inquiry, outcome, STEP_OUTCOMES, 0),
    REF(inquiry, handler, "staff", FIELD_FIND),
    HASH(inquiry, sealed, 0),
    TEXT(inquiry, what, 2000, FIELD_SEALED),
};

struct inquiry_view {
    int64_t today, named;
    day received;
};
static const struct field inquiry_view_field[] = {
    COUNT(inquiry_view, today, 0, 0, 0),
    COUNT(inquiry_view, named, 0, 0, 0),
    DAY(inquiry_view, received, 0),
};

static void inquiry_rule(const struct inquiry *x, const struct inquiry_view *v,
                         struct findings *f)
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

struct inquiry_fact {
    struct step_fact is;
};
static const struct field inquiry_fact_field[] = {
    REF(step_fact, entry, "inquiry", 0),
    DAY(step_fact, held, 0),
    DAY(step_fact, received, 0),
    CHOICE(step_fact, stage, STEP_STAGES, 0),
    COUNT(step_fact, barred, 0, 0, 0),
    COUNT(step_fact, restated, 0, 0, 0),
    COUNT(step_fact, days, 0, 0, 0),
};

static bool inquiry_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    step_remark(facts, n, out);
    return true;
}

/* A step on the separate path: what the safeguarding officer did about a
 * sensitive complaint. */
RECORD(inquiry, .view = COLUMNS(inquiry_view), .fact = COLUMNS(inquiry_fact),
       .posts = inquiry_posts, .right = RIGHT_SHIELD, .reads = RIGHT_SHIELD,
       .bars = true, .group = "trust");

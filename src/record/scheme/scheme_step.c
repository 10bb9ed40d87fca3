/* scheme_step - a stage of a scheme is reached, or what stops it. */
#include "core/works_fact.h"

struct scheme_step {
    struct id scheme;
    int32_t stage;
    day held;
    struct id staff;
    struct id person;
    struct id resolution;
    struct str note;
};
static const struct field scheme_step_field[] = {
    REF(scheme_step, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(scheme_step, stage, WORKS_STEPS, FIELD_NEED | FIELD_KEY),
    DAY(scheme_step, held, FIELD_NEED | FIELD_KEY),
    REF(scheme_step, staff, "staff", 0),
    REF(scheme_step, person, "person", 0),
    REF(scheme_step, resolution, "resolution", 0),
    TEXT(scheme_step, note, 600, 0),
};

struct scheme_step_view {
    int64_t today;
    day begun;
};
static const struct field scheme_step_view_field[] = {
    COUNT(scheme_step_view, today, 0, 0, 0),
    DAY(scheme_step_view, begun, 0),
};

static void scheme_step_rule(const struct scheme_step *x,
                             const struct scheme_step_view *v,
                             struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if ((x->stage == STEP_RETURNED || x->stage == STEP_REJECTED ||
         x->stage == STEP_CANCELLED || x->stage == STEP_SUSPENDED) &&
        !x->note.n)
        tell(f, WARN, "scheme_step.why", "note");
    if (id_none(x->staff) && id_none(x->person))
        tell(f, WARN, "scheme_step.by_whom", "staff");
}

/* As the scheme stands with it, of all that is known today. */
static void scheme_step_limit(const void *rows, size_t n, struct findings *f)
{
    works_draft(rows, n, f);
}

/* A scheme was appraised, surveyed, designed, submitted, approved, or sent back;
 * terms were signed; it was finished, or stopped. What its gate asks for is there
 * first. */
RECORD(scheme_step, .view = COLUMNS(scheme_step_view),
       .fact = COLUMNS(works_fact), .limit = scheme_step_limit,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "scheme");

/* plan_step - how a plan came about, and before whom it was laid. */
#include "core/plan_fact.h"

struct plan_step {
    struct id plan;
    day held;
    int32_t stage;
    struct id meeting, resolution;
    struct str before_whom, note;
};
static const struct field plan_step_field[] = {
    REF(plan_step, plan, "plan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(plan_step, held, FIELD_NEED | FIELD_KEY),
    CHOICE(plan_step, stage, PLAN_STAGES, FIELD_NEED | FIELD_KEY),
    REF(plan_step, meeting, "meeting", FIELD_FIND),
    REF(plan_step, resolution, "resolution", FIELD_FIND),
    TEXT(plan_step, before_whom, 160, 0),
    TEXT(plan_step, note, 2000, 0),
};

struct plan_step_view {
    int64_t today;
    int32_t tier;
    struct id body, resolved_by;
    int64_t lost; /* 1: the resolution did not pass, or was taken back */
};
static const struct field plan_step_view_field[] = {
    COUNT(plan_step_view, today, 0, 0, 0),
    CHOICE(plan_step_view, tier, PLAN_TIERS, 0),
    REF(plan_step_view, body, "body", 0),
    REF(plan_step_view, resolved_by, "body", 0),
    COUNT(plan_step_view, lost, 0, 0, 0),
};

/* A plan is adopted by resolution; departments are consulted with a note of what
 * they said; a council's plan is laid before somebody (8.2, 8.3). */
static void plan_step_rule(const struct plan_step *x,
                           const struct plan_step_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->stage == PLAN_ADOPTED && id_none(x->resolution))
        tell(f, STOP, "plan_step.no_resolution", "resolution");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    if (!id_none(v->body) && !id_none(v->resolved_by) &&
        !id_same(v->body, v->resolved_by))
        tell(f, STOP, "formation.of_another", "resolution");
    if (x->stage == PLAN_RANKED && id_none(x->meeting))
        tell(f, WARN, "plan_step.which_meeting", "meeting");
    if ((x->stage == PLAN_CONSULTED || x->stage == PLAN_TABLED) &&
        (!x->before_whom.n || !x->note.n))
        tell(f, WARN, "plan_step.who_said_what", "note");
    if (v->tier == PLAN_VILLAGE &&
        (x->stage == PLAN_CONSULTED || x->stage == PLAN_TABLED))
        tell(f, WARN, "plan_step.of_councils", "stage");
    if (v->tier == PLAN_COUNCIL && x->stage == PLAN_SUBMITTED)
        tell(f, WARN, "plan_step.of_villages", "stage");
}

/* A step of a plan: compiled, ranked in a meeting, departments consulted,
 * adopted by resolution, submitted to the LSO, tabled, or revised. */
RECORD(plan_step, .view = COLUMNS(plan_step_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "before_whom", .group = "need");

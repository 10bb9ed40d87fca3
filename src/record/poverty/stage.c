#include "core/core.h"

struct stage {
    struct id survey;
    int32_t state;
    day since;
    struct str authority, note;
};
static const struct field stage_field[] = {
    REF(stage, survey, "survey",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    CHOICE(stage, state, "open|closed|verified|validated|locked",
           FIELD_NEED | FIELD_KEY),
    DAY(stage, since, FIELD_NEED | FIELD_KEY),
    TEXT(stage, authority, 160, 0),
    TEXT(stage, note, 300, 0),
};
enum { STAGE_OPEN, STAGE_CLOSED, STAGE_VERIFIED, STAGE_VALIDATED };

struct stage_view {
    int64_t today;
    day began; /* the survey's first day */
};
static const struct field stage_view_field[] = {
    COUNT(stage_view, today, 0, 0, 0),
    DAY(stage_view, began, 0),
};

/* The district administration validates the data before they are used
 * (finance.md 1.4, 6): who did is said, or it was not done. */
static void stage_rule(const struct stage *x, const struct stage_view *v,
                       struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (x->since != DAY_NONE && v->began != DAY_NONE && x->since < v->began)
        tell(f, WARN, "stage.before_survey", "since");
    if (x->state == STAGE_VALIDATED && !x->authority.n)
        tell(f, STOP, "stage.no_authority", "authority");
}

/* One step, in the order of (since, state, entry). */
struct stage_fact {
    struct id entry;
    int32_t state;
    day since;
    int64_t noted;   /* 1: it has a note */
    int64_t sampled; /* back-checks drawn by then */
    int64_t checked; /* and done */
};
static const struct field stage_fact_field[] = {
    REF(stage_fact, entry, "stage", 0),
    CHOICE(stage_fact, state, "open|closed|verified|validated|locked", 0),
    DAY(stage_fact, since, 0),
    COUNT(stage_fact, noted, 0, 0, 0),
    COUNT(stage_fact, sampled, 0, 0, 0),
    COUNT(stage_fact, checked, 0, 0, 0),
};

/* One step at a time; back only with a reason. What was not asked again has
 * not been verified. */
static void step_remark(const struct stage_fact *f, int was,
                        struct postings *out)
{
    int step = f->state - was;

    if (step > 1)
        remark(out, f->entry, WARN, "stage.skipped", "state", 0, 0);
    if (step == 0)
        remark(out, f->entry, WARN, "stage.again", "state", 0, 0);
    if (step < 0 && !f->noted)
        remark(out, f->entry, WARN, "stage.back_no_reason", "note", 0, 0);
    if (f->state == STAGE_VERIFIED && f->checked < f->sampled)
        remark(out, f->entry, WARN, "stage.checks_missing", "state", f->checked,
               f->sampled);
    if (f->state == STAGE_VERIFIED && !f->sampled)
        remark(out, f->entry, WARN, "stage.no_sample", "state", 0, 0);
}

static bool stage_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct stage_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (i == 0 && f[i].state == STAGE_OPEN)
            continue; /* said, though every survey begins so */
        step_remark(&f[i], i ? f[i - 1].state : STAGE_OPEN, out);
    }
    return true;
}

/* How far a survey is from a day on: open, closed, verified by a re-interview,
 * validated with the district administration, locked. */
RECORD(stage, .view = COLUMNS(stage_view), .fact = COLUMNS(stage_fact),
       .posts = stage_posts, .right = RIGHT_MANAGE, .reads = RIGHT_REGISTER,
       .title = "note", .group = "poverty");

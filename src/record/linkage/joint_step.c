/* joint_step - what became of a decision of a joint committee. */
#include "core/core.h"

struct joint_step {
    struct id joint_meeting;
    int64_t number; /* of the decision, from 1 */
    day held;
    int32_t state;
    day due;
    struct str note;
};
static const struct field joint_step_field[] = {
    REF(joint_step, joint_meeting, "joint_meeting",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    COUNT(joint_step, number, 1, 100, FIELD_NEED | FIELD_KEY),
    DAY(joint_step, held, FIELD_NEED | FIELD_KEY),
    CHOICE(joint_step, state, "reminded|begun|put_off|done|dropped",
           FIELD_NEED | FIELD_KEY),
    DAY(joint_step, due, 0),
    TEXT(joint_step, note, 600, 0),
};
enum { STATE_PUT_OFF = 2, STATE_DROPPED = 4 };

struct joint_step_view {
    int64_t today;
    day decided;
};
static const struct field joint_step_view_field[] = {
    COUNT(joint_step_view, today, 0, 0, 0),
    DAY(joint_step_view, decided, 0),
};

static void joint_step_rule(const struct joint_step *x,
                            const struct joint_step_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->decided != DAY_NONE && x->held != DAY_NONE && x->held < v->decided)
        tell(f, WARN, "followup.before", "held");
    if (x->due != DAY_NONE && x->held != DAY_NONE && x->due < x->held)
        tell(f, STOP, "linkage.due_first", "due");
    if (x->state == STATE_PUT_OFF && x->due == DAY_NONE)
        tell(f, WARN, "joint_step.until_when", "due");
    if (x->state == STATE_DROPPED && !x->note.n)
        tell(f, WARN, "joint_step.why", "note");
}

struct joint_step_fact {
    struct id entry;
    int64_t number, decisions;
};
static const struct field joint_step_fact_field[] = {
    REF(joint_step_fact, entry, "joint_step", 0),
    COUNT(joint_step_fact, number, 0, 0, 0),
    COUNT(joint_step_fact, decisions, 0, 0, 0),
};

static bool joint_step_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct joint_step_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (f[i].number > f[i].decisions)
            remark(out, f[i].entry, WARN, "joint_step.no_such_decision",
                   "number", f[i].number, f[i].decisions);
    return true;
}

/* What became of a decision of a joint committee, by its number in the minutes:
 * reminded, begun, put off, done or dropped. */
RECORD(joint_step, .view = COLUMNS(joint_step_view),
       .fact = COLUMNS(joint_step_fact), .posts = joint_step_posts,
       .title = "note", .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .group = "linkage");

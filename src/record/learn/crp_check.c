/* crp_check - somebody looked at what a resource person did: how well. */
#include "core/core.h"

struct crp_check {
    struct id task;
    day held;
    int32_t quality;
    struct id staff, person;
    struct str note;
};
static const struct field crp_check_field[] = {
    REF(crp_check, task, "crp_task", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(crp_check, held, FIELD_NEED | FIELD_KEY),
    CHOICE(crp_check, quality, "good|fair|poor|not_done", FIELD_NEED),
    REF(crp_check, staff, "staff", FIELD_KEY),
    REF(crp_check, person, "person", FIELD_KEY),
    TEXT(crp_check, note, 600, 0),
};
enum { QUALITY_GOOD };

struct crp_check_view {
    int64_t today;
    day done;
    struct id doer;
};
static const struct field crp_check_view_field[] = {
    COUNT(crp_check_view, today, 0, 0, 0),
    DAY(crp_check_view, done, 0),
    REF(crp_check_view, doer, "person", 0),
};

static void crp_check_rule(const struct crp_check *x,
                           const struct crp_check_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->done != DAY_NONE && x->held != DAY_NONE && x->held < v->done)
        tell(f, WARN, "crp_check.before", "held");
    if (!id_none(v->doer) && id_same(v->doer, x->person))
        tell(f, STOP, "crp_check.own", "person");
    if (id_none(x->staff) && id_none(x->person))
        tell(f, WARN, "crp_check.who", "staff");
    if (x->quality != QUALITY_GOOD && !x->note.n)
        tell(f, WARN, "crp_check.why", "note");
}

/* The work of a resource person was looked at: good, fair, poor or not done, by
 * whom, and what to mend. */
RECORD(crp_check, .view = COLUMNS(crp_check_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "learn");

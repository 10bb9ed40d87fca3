/* scheme_answer - what was said to an objection about a scheme. */
#include "core/works.h"

struct scheme_answer {
    struct id objection;
    day held;
    struct str answer;
    bool settled;
    struct id staff, person;
};
static const struct field scheme_answer_field[] = {
    REF(scheme_answer, objection, "scheme_objection",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_answer, held, FIELD_NEED | FIELD_KEY),
    TEXT(scheme_answer, answer, 1000, FIELD_NEED | FIELD_KEY),
    FLAG(scheme_answer, settled, 0),
    REF(scheme_answer, staff, "staff", 0),
    REF(scheme_answer, person, "person", 0),
};

struct scheme_answer_view {
    int64_t today;
    day begun;
};
static const struct field scheme_answer_view_field[] = {
    COUNT(scheme_answer_view, today, 0, 0, 0),
    DAY(scheme_answer_view, begun, 0),
};

static void scheme_answer_rule(const struct scheme_answer *x,
                               const struct scheme_answer_view *v,
                               struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
}

/* An answer to an objection, in the open; `settled` where whoever objected, or
 * the meeting, is content with it. */
RECORD(scheme_answer, .view = COLUMNS(scheme_answer_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "answer", .group = "scheme");

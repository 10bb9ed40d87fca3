/* scheme_environment - the environmental checklist of a scheme, answered. */
#include "core/works.h"

struct scheme_environment_answer {
    struct str question;
    bool yes;
    struct str how;
};
static const struct field scheme_environment_answer_field[] = {
    CODE(scheme_environment_answer, question, "environment_question",
         FIELD_NEED),
    FLAG(scheme_environment_answer, yes, 0),
    TEXT(scheme_environment_answer, how, 300, 0),
};

struct scheme_environment {
    struct id scheme;
    day held;
    struct id staff;
    struct list answer;
    struct str note;
};
static const struct field scheme_environment_field[] = {
    REF(scheme_environment, scheme, "scheme",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_environment, held, FIELD_NEED | FIELD_KEY),
    REF(scheme_environment, staff, "staff", 0),
    ROWS(scheme_environment, answer, scheme_environment_answer, 100,
         FIELD_NEED),
    TEXT(scheme_environment, note, 600, 0),
};

struct scheme_environment_view {
    int64_t today;
    day begun;
};
static const struct field scheme_environment_view_field[] = {
    COUNT(scheme_environment_view, today, 0, 0, 0),
    DAY(scheme_environment_view, begun, 0),
};

static void scheme_environment_rule(const struct scheme_environment *x,
                                    const struct scheme_environment_view *v,
                                    struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    for (size_t i = 0; i < x->answer.n; i++) {
        const struct scheme_environment_answer *a = x->answer.at;

        if (a[i].yes && !a[i].how.n)
            tell_row(f, WARN, "scheme_environment.what_is_done", "answer", i,
                     "how");
        for (size_t j = 0; j < i; j++)
            if (str_same(a[i].question, a[j].question)) {
                tell_row(f, STOP, "scheme_environment.twice", "answer", i,
                         "question");
                break;
            }
    }
}

/* The environmental checklist of a scheme: each question yes or no, and what is
 * done against a harm. Its class, no impact, mitigate or EIA needed, follows. */
RECORD(scheme_environment, .view = COLUMNS(scheme_environment_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "scheme");

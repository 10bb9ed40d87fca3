#include "core/core.h"

struct appeal {
    struct id election;
    day held;
    struct id person;
    struct str grounds;
    int32_t decided;
    day decided_on;
    struct str answer;
};
static const struct field appeal_field[] = {
    REF(appeal, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(appeal, held, FIELD_NEED | FIELD_KEY),
    REF(appeal, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(appeal, grounds, 1000, FIELD_NEED),
    CHOICE(appeal, decided, "upheld|dismissed", 0),
    DAY(appeal, decided_on, 0),
    TEXT(appeal, answer, 1000, 0),
};

struct appeal_view {
    int64_t today;
    day called;
};
static const struct field appeal_view_field[] = {
    COUNT(appeal_view, today, 0, 0, 0),
    DAY(appeal_view, called, 0),
};

static void appeal_rule(const struct appeal *x, const struct appeal_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (v->today != INT_NONE && x->decided_on != DAY_NONE &&
        x->decided_on > v->today)
        tell(f, STOP, "date.in_future", "decided_on");
    if (x->decided_on != DAY_NONE && x->held != DAY_NONE &&
        x->decided_on < x->held)
        tell(f, STOP, "date.ends_before_start", "decided_on");
    if ((x->decided >= 0) != (x->decided_on != DAY_NONE))
        tell(f, WARN, "protest.decided_when", "decided_on");
    if (x->decided >= 0 && !x->answer.n)
        tell(f, WARN, "protest.no_answer", "answer");
}

/* Somebody appeals against the declared result within the days that the by-law
 * gives; how it was decided. Until then the result is not final. */
RECORD(appeal, .view = COLUMNS(appeal_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "grounds", .group = "vote");

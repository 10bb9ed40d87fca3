#include "core/vote.h"

struct protest {
    struct id election;
    day held;
    int32_t about;
    struct id person, voter, nomination;
    struct str says;
    int32_t decided;
    day decided_on;
    struct str answer;
};
static const struct field protest_field[] = {
    REF(protest, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(protest, held, FIELD_NEED | FIELD_KEY),
    CHOICE(protest, about, "roll|nomination|result", FIELD_NEED | FIELD_KEY),
    REF(protest, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(protest, voter, "person", 0),
    REF(protest, nomination, "nomination", FIELD_FIND),
    TEXT(protest, says, 1000, FIELD_NEED),
    CHOICE(protest, decided, "upheld|dismissed", 0),
    DAY(protest, decided_on, 0),
    TEXT(protest, answer, 1000, 0),
};

struct protest_view {
    int64_t today;
    day called;
    struct id other; /* the election of the nomination it is about */
};
static const struct field protest_view_field[] = {
    COUNT(protest_view, today, 0, 0, 0),
    DAY(protest_view, called, 0),
    REF(protest_view, other, "election", 0),
};

static void protest_rule(const struct protest *x, const struct protest_view *v,
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
    if (!id_none(v->other) && !id_same(v->other, x->election))
        tell(f, STOP, "vote.other_election", "nomination");
}

/* Somebody objects to the roll, to a nomination or to the count, before the
 * result is declared; how it was decided, and why. */
RECORD(protest, .view = COLUMNS(protest_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "says", .group = "vote");

/* feasibility - somebody looked whether a need can be met, at one gate. */
#include "core/feasible.h"

struct feasibility {
    struct id need;
    day held;
    int32_t gate, result;
    struct str note;
    struct str would_change;
    struct id person, staff, resolution;
};
static const struct field feasibility_field[] = {
    REF(feasibility, need, "need",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(feasibility, held, FIELD_NEED | FIELD_KEY),
    CHOICE(feasibility, gate, FEASIBLE_GATE_NAMES, FIELD_NEED | FIELD_KEY),
    CHOICE(feasibility, result, FEASIBLE_RESULTS, FIELD_NEED),
    TEXT(feasibility, note, 1000, 0),
    TEXT(feasibility, would_change, 1000, 0),
    REF(feasibility, person, "person", FIELD_FIND),
    REF(feasibility, staff, "staff", FIELD_FIND),
    REF(feasibility, resolution, "resolution", FIELD_FIND),
};

struct feasibility_view {
    int64_t today;
    day raised;
    int64_t lost; /* 1: the resolution did not pass, or was taken back */
};
static const struct field feasibility_view_field[] = {
    COUNT(feasibility_view, today, 0, 0, 0),
    DAY(feasibility_view, raised, 0),
    COUNT(feasibility_view, lost, 0, 0, 0),
};

/* Who asked is told why not, and what would change it: a condition that nobody
 * named cannot be met, a refusal without words is none. */
static void feasibility_rule(const struct feasibility *x,
                             const struct feasibility_view *v,
                             struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->raised != DAY_NONE && x->held != DAY_NONE && x->held < v->raised)
        tell(f, STOP, "need_answer.before_raised", "held");
    if (x->result == FEASIBLE_FAIL && !x->note.n)
        tell(f, STOP, "feasibility.no_reason", "note");
    if (x->result == FEASIBLE_CONDITIONAL && !x->would_change.n)
        tell(f, STOP, "feasibility.what_condition", "would_change");
    if (x->result == FEASIBLE_FAIL && !x->would_change.n)
        tell(f, WARN, "feasibility.what_would_change", "would_change");
    if (id_none(x->person) && id_none(x->staff))
        tell(f, WARN, "feasibility.who", "staff");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
}

/* What was found at one gate: can the people, will they, have they the means,
 * has anybody else; is it sound, wanted, harmless, affordable. What was said
 * last of a gate counts. */
RECORD(feasibility, .view = COLUMNS(feasibility_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .along = "need, held",
       .group = "need");

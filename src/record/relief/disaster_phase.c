/* disaster_phase - from warning to relief to recovery, and back to normal. */
#include "core/core.h"

struct disaster_phase {
    struct id disaster, place;
    day held;
    int32_t phase;
    struct str note;
};
static const struct field disaster_phase_field[] = {
    REF(disaster_phase, disaster, "disaster",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(disaster_phase, place, "place", FIELD_KEY | FIELD_FIND),
    DAY(disaster_phase, held, FIELD_NEED | FIELD_KEY),
    CHOICE(disaster_phase, phase, "warning|relief|recovery|normal",
           FIELD_NEED | FIELD_KEY),
    TEXT(disaster_phase, note, 600, 0),
};
enum { PHASE_NORMAL = 3 };

struct disaster_phase_view {
    int64_t today, inside; /* inside: 1, the place lies where it struck */
    day since;
};
static const struct field disaster_phase_view_field[] = {
    COUNT(disaster_phase_view, today, 0, 0, 0),
    COUNT(disaster_phase_view, inside, 0, 0, 0),
    DAY(disaster_phase_view, since, 0),
};

static void disaster_phase_rule(const struct disaster_phase *x,
                                const struct disaster_phase_view *v,
                                struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->phase > 0 && v->since != DAY_NONE && x->held != DAY_NONE &&
        x->held < v->since)
        tell(f, STOP, "disaster.before", "held");
    if (!id_none(x->place) && v->inside == 0)
        tell(f, WARN, "disaster.outside", "place");
    if (x->phase == PHASE_NORMAL && !x->note.n)
        tell(f, WARN, "disaster_phase.how_normal", "note");
}

/* A disaster enters a phase, everywhere or at one place: a warning, relief,
 * recovery, or the return to normal. All that was written of it stays. */
RECORD(disaster_phase, .view = COLUMNS(disaster_phase_view), .title = "note",
       .group = "relief");

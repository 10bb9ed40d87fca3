/* frozen_roster - who lived at a place when a disaster came. */
#include "core/core.h"

struct frozen {
    struct id household;
};
static const struct field frozen_field[] = {
    REF(frozen, household, "household", FIELD_NEED | FIELD_FIND),
};

struct frozen_roster {
    struct id disaster, place;
    day held;
    int64_t part;
    struct list households;
};
static const struct field frozen_roster_field[] = {
    REF(frozen_roster, disaster, "disaster",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(frozen_roster, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(frozen_roster, held, FIELD_NEED | FIELD_KEY),
    COUNT(frozen_roster, part, 1, 1000, FIELD_NEED | FIELD_KEY),
    ROWS(frozen_roster, households, frozen, 2000, FIELD_NEED),
};

struct frozen_roster_view {
    int64_t today, inside;
};
static const struct field frozen_roster_view_field[] = {
    COUNT(frozen_roster_view, today, 0, 0, 0),
    COUNT(frozen_roster_view, inside, 0, 0, 0),
};

static void frozen_roster_rule(const struct frozen_roster *x,
                               const struct frozen_roster_view *v,
                               struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->inside == 0)
        tell(f, WARN, "disaster.outside", "place");
    if (!x->households.n)
        tell(f, STOP, "frozen_roster.nobody", "households");
}

/* The households of a place as they were known when the roster was frozen, in
 * parts of at most 2,000. What becomes of the register afterwards changes no
 * frozen part. */
RECORD(frozen_roster, .view = COLUMNS(frozen_roster_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "relief");

/* commitment_check - somebody asked whether a commitment was kept. */
#include "core/core.h"

struct commitment_check {
    struct id awareness;
    day held;
    int64_t number;
    int32_t kept;
    int64_t households;
    struct id staff;
    struct str note;
};
static const struct field commitment_check_field[] = {
    REF(commitment_check, awareness, "awareness",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(commitment_check, held, FIELD_NEED | FIELD_KEY),
    COUNT(commitment_check, number, 1, 40, FIELD_NEED | FIELD_KEY),
    CHOICE(commitment_check, kept, "yes|partly|no", FIELD_NEED),
    COUNT(commitment_check, households, 0, 10000, 0),
    REF(commitment_check, staff, "staff", 0),
    TEXT(commitment_check, note, 600, 0),
};
enum { KEPT_YES };

struct commitment_check_view {
    int64_t today;
};
static const struct field commitment_check_view_field[] = {
    COUNT(commitment_check_view, today, 0, 0, 0),
};

static void commitment_check_rule(const struct commitment_check *x,
                                  const struct commitment_check_view *v,
                                  struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->kept != KEPT_YES && !x->note.n)
        tell(f, WARN, "commitment_check.why", "note");
}

/* Whether what people committed themselves to at a session was kept: the number
 * of the commitment, yes, partly or no, and why not. */
RECORD(commitment_check, .view = COLUMNS(commitment_check_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "learn");

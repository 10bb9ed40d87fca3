#include "core/core.h"

struct vigil {
    struct str code;
    int32_t about;
    day since, until;
    int64_t most, minutes, percent, least;
    paisa whole;
    struct str source;
};
static const struct field vigil_field[] = {
    TEXT(vigil, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(vigil, about, "burst|copied|round|late", FIELD_NEED),
    DAY(vigil, since, 0),
    DAY(vigil, until, 0),
    COUNT(vigil, most, 1, 1000, 0),
    COUNT(vigil, minutes, 1, 1440, 0),
    COUNT(vigil, percent, 1, 100, FIELD_NEED),
    COUNT(vigil, least, 1, 100000, FIELD_NEED),
    MONEY(vigil, whole, 100, 10000000, 0),
    TEXT(vigil, source, 300, 0),
};

enum { ABOUT_BURST, ABOUT_COPIED, ABOUT_ROUND, ABOUT_LATE };

struct vigil_view; /* its rule needs no view */
static void vigil_rule(const struct vigil *x, const struct vigil_view *v,
                       struct findings *f)
{
    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if ((x->about == ABOUT_BURST || x->about == ABOUT_LATE) &&
        x->most == INT_NONE)
        tell(f, STOP, "vigil.how_many", "most");
    if (x->about == ABOUT_BURST && x->minutes == INT_NONE)
        tell(f, STOP, "vigil.in_what_time", "minutes");
    if (x->about == ABOUT_ROUND && x->whole == INT_NONE)
        tell(f, STOP, "vigil.round_to_what", "whole");
}

/* When a supervisor is asked about somebody's entries: more meetings in so many
 * minutes than a pen can follow, attendance as the meeting before, round sums,
 * entered long after the day; from which share on, of how many at least. */
RECORD(vigil, .code = "code", .title = "code", .group = "staff",
       .right = RIGHT_ADMIN);

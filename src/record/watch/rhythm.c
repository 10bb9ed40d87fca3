#include "core/core.h"

struct rhythm {
    struct str code;
    int32_t nature;
    day since, until;
    int64_t active_meetings, active_months;
    int64_t irregular_meetings, irregular_months;
    int64_t dormant_months;
    bool needs_saving, needs_quorum;
    int64_t needs_posts;
    struct str source;
};
static const struct field rhythm_field[] = {
    TEXT(rhythm, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(rhythm, nature, "co|vo|lso|group|network", FIELD_NEED | FIELD_FIND),
    DAY(rhythm, since, 0),
    DAY(rhythm, until, 0),
    COUNT(rhythm, active_meetings, 1, 100, FIELD_NEED),
    COUNT(rhythm, active_months, 1, 24, FIELD_NEED),
    COUNT(rhythm, irregular_meetings, 1, 100, FIELD_NEED),
    COUNT(rhythm, irregular_months, 1, 24, FIELD_NEED),
    COUNT(rhythm, dormant_months, 1, 36, FIELD_NEED),
    FLAG(rhythm, needs_saving, 0),
    FLAG(rhythm, needs_quorum, 0),
    COUNT(rhythm, needs_posts, 0, 20, 0),
    TEXT(rhythm, source, 300, 0),
};

struct rhythm_view; /* its rule needs no view */
static void rhythm_rule(const struct rhythm *x, const struct rhythm_view *v,
                        struct findings *f)
{
    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->dormant_months < x->active_months ||
        x->dormant_months < x->irregular_months)
        tell(f, STOP, "rhythm.dormant_too_soon", "dormant_months");
    if (x->irregular_meetings > x->active_meetings &&
        x->irregular_months <= x->active_months)
        tell(f, STOP, "rhythm.irregular_above_active", "irregular_meetings");
}

/* When a body of a nature is active, irregular and dormant: so many meetings in
 * so many months, with savings, quorum or offices filled where it is asked for;
 * from a day on. */
RECORD(rhythm, .code = "code", .title = "code", .group = "body",
       .right = RIGHT_ADMIN);

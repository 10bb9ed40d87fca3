/* activity_kind - what is done with land, plants and animals, as data. */
#include "core/live.h"

struct activity_kind {
    struct str code, title, title_ur, title_sd;
    int32_t nature;
    struct str unit;
    bool counted;
    int64_t first_months, last_months;
    struct str source;
};
static const struct field activity_kind_field[] = {
    TEXT(activity_kind, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(activity_kind, title, 120, FIELD_NEED),
    TEXT(activity_kind, title_ur, 200, 0),
    TEXT(activity_kind, title_sd, 200, 0),
    CHOICE(activity_kind, nature, NRM_CHOICES, FIELD_NEED),
    TEXT(activity_kind, unit, 40, FIELD_NEED),
    FLAG(activity_kind, counted, 0),
    COUNT(activity_kind, first_months, 1, 60, 0),
    COUNT(activity_kind, last_months, 1, 60, 0),
    TEXT(activity_kind, source, 300, 0),
};

struct activity_kind_view; /* its rule needs no view */
static void activity_kind_rule(const struct activity_kind *x,
                               const struct activity_kind_view *v,
                               struct findings *f)
{
    (void)v;
    if (x->counted &&
        (x->first_months == INT_NONE || x->last_months == INT_NONE))
        tell(f, STOP, "activity_kind.counted_when", "first_months");
    if (x->first_months != INT_NONE && x->last_months != INT_NONE &&
        x->last_months < x->first_months)
        tell(f, STOP, "activity_kind.last_first", "last_months");
}

/* A sort of work with land, plants or animals: what it is counted in, and
 * whether somebody comes back after some months to count what is alive. */
RECORD(activity_kind, .code = "code", .title = "title", .group = "live",
       .right = RIGHT_ADMIN);

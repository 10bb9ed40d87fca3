#include "core/core.h"

struct household {
    struct str number;
    struct id place;
    struct date since;
    struct hash sealed;
    struct str head;
};
static const struct field household_field[] = {
    TEXT(household, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(household, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(household, since, 0),
    HASH(household, sealed, 0),
    TEXT(household, head, 120, FIELD_SEALED),
};

struct household_view; /* its rule needs no view */
static void household_rule(const struct household *x,
                           const struct household_view *v, struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A household of a settlement, by the number it has in the survey or register. Who heads it is sealed. */
RECORD(household, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "number", .group = "people");

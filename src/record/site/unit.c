#include "core/core.h"

struct unit {
    struct str code, name, name_ur, name_sd;
    int32_t nature;
    struct id parent, rsp, place;
    struct date since, until;
};
static const struct field unit_field[] = {
    TEXT(unit, code, 20, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(unit, name, 120, FIELD_NEED),
    TEXT(unit, name_ur, 200, 0),
    TEXT(unit, name_sd, 200, 0),
    CHOICE(unit, nature, "head_office|region|district_office|field_unit",
           FIELD_NEED),
    REF(unit, parent, "unit", FIELD_FIND),
    REF(unit, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(unit, place, "place", FIELD_FIND),
    DATE(unit, since, 0),
    DATE(unit, until, 0),
};

struct unit_view; /* its rule needs no view */
static void unit_rule(const struct unit *x, const struct unit_view *v,
                      struct findings *f)
{
    (void)v;
    if (x->until.on != DAY_NONE && x->since.on != DAY_NONE &&
        date_end(x->until) < x->since.on)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* An office or team of an RSP in its own tree, apart from geography: head office, region, district office, field unit. */
RECORD(unit, .right = RIGHT_MANAGE, .title = "name", .group = "staff");

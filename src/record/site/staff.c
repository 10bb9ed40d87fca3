#include "core/core.h"

struct staff {
    struct str code, login, name, name_ur, name_sd;
    int32_t post, sex;
    struct id unit, rsp;
    day since, until;
};
static const struct field staff_field[] = {
    TEXT(staff, code, 20, FIELD_KEY | FIELD_FIND),
    TEXT(staff, login, 40, FIELD_FIND),
    TEXT(staff, name, 120, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(staff, name_ur, 200, 0),
    TEXT(staff, name_sd, 200, 0),
    CHOICE(staff, post,
           "social_organiser|unit_in_charge|district_manager|regional_manager"
           "|field_engineer|finance_officer|monitoring_officer|data_operator"
           "|trainer|head_office|other",
           FIELD_NEED),
    CHOICE(staff, sex, "women|men", 0),
    REF(staff, unit, "unit", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(staff, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    DAY(staff, since, FIELD_NEED),
    DAY(staff, until, 0),
};

struct staff_view; /* its rule needs no view */
static void staff_rule(const struct staff *x, const struct staff_view *v,
                       struct findings *f)
{
    (void)v;
    if (x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* Somebody who works for an RSP: the post, the unit, from when until when. The bodies in her charge come by hand-overs. */
RECORD(staff, .right = RIGHT_MANAGE, .title = "name", .group = "staff");

/* scheme_objection - somebody objects to a scheme. */
#include "core/works.h"

struct scheme_objection {
    struct id scheme;
    day held;
    struct id household;
    struct id person;
    struct str says;
    struct id staff;
};
static const struct field scheme_objection_field[] = {
    REF(scheme_objection, scheme, "scheme",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_objection, held, FIELD_NEED | FIELD_KEY),
    REF(scheme_objection, household, "household", FIELD_FIND),
    REF(scheme_objection, person, "person", FIELD_FIND),
    TEXT(scheme_objection, says, 1000, FIELD_NEED | FIELD_KEY),
    REF(scheme_objection, staff, "staff", 0),
};

struct scheme_objection_view {
    int64_t today;
    day begun;
};
static const struct field scheme_objection_view_field[] = {
    COUNT(scheme_objection_view, today, 0, 0, 0),
    DAY(scheme_objection_view, begun, 0),
};

static void scheme_objection_rule(const struct scheme_objection *x,
                                  const struct scheme_objection_view *v,
                                  struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (id_none(x->household) && id_none(x->person))
        tell(f, WARN, "scheme_objection.whose", "person");
}

/* An objection or question of a villager about a scheme. The next tranche waits
 * until it is settled. */
RECORD(scheme_objection, .view = COLUMNS(scheme_objection_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "says",
       .group = "scheme");

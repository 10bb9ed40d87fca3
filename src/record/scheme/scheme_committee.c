/* scheme_committee - which committee does what for a scheme, and who keeps its money. */
#include "core/works.h"

struct scheme_committee {
    struct id scheme;
    int32_t part;
    day held;
    struct id committee;
    struct id treasurer;
    struct str note;
};
static const struct field scheme_committee_field[] = {
    REF(scheme_committee, scheme, "scheme",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(scheme_committee, part, WORKS_ROLES, FIELD_NEED | FIELD_KEY),
    DAY(scheme_committee, held, FIELD_NEED | FIELD_KEY),
    REF(scheme_committee, committee, "committee", FIELD_NEED | FIELD_FIND),
    REF(scheme_committee, treasurer, "person", FIELD_FIND),
    TEXT(scheme_committee, note, 600, 0),
};

struct scheme_committee_view {
    int64_t today;
    day begun;
    struct id body;
    struct id committee_of;
    day formed;
    int32_t nature;
    int64_t sits;
};
static const struct field scheme_committee_view_field[] = {
    COUNT(scheme_committee_view, today, 0, 0, 0),
    DAY(scheme_committee_view, begun, 0),
    REF(scheme_committee_view, body, "body", 0),
    REF(scheme_committee_view, committee_of, "body", 0),
    DAY(scheme_committee_view, formed, 0),
    CHOICE(scheme_committee_view, nature, "om|procurement|audit|project", 0),
    COUNT(scheme_committee_view, sits, 0, 0, 0),
};

static void scheme_committee_rule(const struct scheme_committee *x,
                                  const struct scheme_committee_view *v,
                                  struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (!id_none(v->body) && !id_none(v->committee_of) &&
        !id_same(v->body, v->committee_of))
        tell(f, STOP, "scheme_committee.of_another", "committee");
    if ((x->part == ROLE_AUDITS) != (v->nature == 2) && v->nature >= 0)
        tell(f, WARN, "scheme_committee.other_nature", "committee");
    if (id_none(x->treasurer))
        tell(f, WARN, "scheme_committee.no_treasurer", "treasurer");
    else if (v->sits == 0)
        tell(f, WARN, "scheme_committee.not_a_member", "treasurer");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && v->formed > x->held)
        tell(f, WARN, "scheme_committee.before_it_was_formed", "held");
}

/* A committee of the body builds, audits or keeps up a scheme. The three share no
 * member, and no keeper of money. */
RECORD(scheme_committee, .view = COLUMNS(scheme_committee_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "scheme");

/* scheme_handover - a finished scheme is handed over to those who keep it. */
#include "core/works_fact.h"

struct scheme_handover {
    struct id scheme;
    day held;
    struct id committee;
    struct id fund;
    paisa opening;
    paisa fee;
    int64_t households;
    struct id meeting;
    struct id staff;
    struct str operator;
    struct str note;
};
static const struct field scheme_handover_field[] = {
    REF(scheme_handover, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_handover, held, FIELD_NEED | FIELD_KEY),
    REF(scheme_handover, committee, "committee", FIELD_FIND),
    REF(scheme_handover, fund, "fund", 0),
    MONEY(scheme_handover, opening, 0, MONEY_MOST, 0),
    MONEY(scheme_handover, fee, 0, MONEY_MOST, 0),
    COUNT(scheme_handover, households, 0, 1000000, 0),
    REF(scheme_handover, meeting, "meeting", 0),
    REF(scheme_handover, staff, "staff", 0),
    TEXT(scheme_handover, operator, 120, 0),
    TEXT(scheme_handover, note, 600, 0),
};

struct scheme_handover_view {
    int64_t today;
    day begun;
    struct id body;
    struct id committee_of;
};
static const struct field scheme_handover_view_field[] = {
    COUNT(scheme_handover_view, today, 0, 0, 0),
    DAY(scheme_handover_view, begun, 0),
    REF(scheme_handover_view, body, "body", 0),
    REF(scheme_handover_view, committee_of, "body", 0),
};

static void scheme_handover_rule(const struct scheme_handover *x,
                                 const struct scheme_handover_view *v,
                                 struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (!id_none(v->body) && !id_none(v->committee_of) &&
        !id_same(v->body, v->committee_of))
        tell(f, STOP, "scheme_committee.of_another", "committee");
    if (id_none(x->committee))
        tell(f, WARN, "scheme_handover.to_whom", "committee");
    if (x->opening == INT_NONE || x->opening == 0)
        tell(f, WARN, "scheme_handover.no_fund", "opening");
    if (x->fee == INT_NONE)
        tell(f, WARN, "scheme_handover.no_fee", "fee");
}

/* As the scheme stands with it, of all that is known today. */
static void scheme_handover_limit(const void *rows, size_t n,
                                  struct findings *f)
{
    works_draft(rows, n, f);
}

/* A finished scheme is handed over: to which committee, with how much in its O&M
 * fund, at what fee a household and month. */
RECORD(scheme_handover, .view = COLUMNS(scheme_handover_view),
       .fact = COLUMNS(works_fact), .limit = scheme_handover_limit,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "scheme");

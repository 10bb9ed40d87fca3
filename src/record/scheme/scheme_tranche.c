/* scheme_tranche - money for a scheme, handed over in an open meeting. */
#include "core/works_fact.h"

struct scheme_tranche {
    struct id scheme;
    int64_t number;
    day held;
    paisa amount;
    bool is_last;
    int32_t way;
    struct id account;
    struct id taker;
    struct str reference;
    struct str leaf;
    struct id into_account;
    struct id meeting;
    struct id agreement;
    struct id staff;
    struct str note;
};
static const struct field scheme_tranche_field[] = {
    REF(scheme_tranche, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(scheme_tranche, number, 1, 100, FIELD_NEED | FIELD_KEY),
    DAY(scheme_tranche, held, FIELD_NEED | FIELD_KEY),
    MONEY(scheme_tranche, amount, 1, MONEY_MOST, FIELD_NEED),
    FLAG(scheme_tranche, is_last, 0),
    CHOICE(scheme_tranche, way, WAY_CHOICES, 0),
    REF(scheme_tranche, account, "account", 0),
    REF(scheme_tranche, taker, "person", 0),
    TEXT(scheme_tranche, reference, 80, 0),
    TEXT(scheme_tranche, leaf, 40, FIELD_FIND),
    REF(scheme_tranche, into_account, "account", 0),
    REF(scheme_tranche, meeting, "meeting", FIELD_FIND),
    REF(scheme_tranche, agreement, "agreement", 0),
    REF(scheme_tranche, staff, "staff", 0),
    TEXT(scheme_tranche, note, 600, 0),
};

struct scheme_tranche_view {
    int64_t today;
    day begun;
    struct id body;
    struct id met;
    day met_on;
    struct id account_of;
    struct id into_of;
    struct id rsp;
};
static const struct field scheme_tranche_view_field[] = {
    COUNT(scheme_tranche_view, today, 0, 0, 0),
    DAY(scheme_tranche_view, begun, 0),
    REF(scheme_tranche_view, body, "body", 0),
    REF(scheme_tranche_view, met, "body", 0),
    DAY(scheme_tranche_view, met_on, 0),
    REF(scheme_tranche_view, account_of, "rsp", 0),
    REF(scheme_tranche_view, into_of, "body", 0),
    REF(scheme_tranche_view, rsp, "rsp", 0),
};

static void scheme_tranche_rule(const struct scheme_tranche *x,
                                const struct scheme_tranche_view *v,
                                struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    way_rule(x->way, x->account, x->taker, f);
    if (x->way != WAY_CHEQUE)
        tell(f, WARN, "scheme_tranche.no_cheque", "way");
    if (id_none(x->meeting))
        tell(f, WARN, "scheme_tranche.no_meeting", "meeting");
    if (!id_none(v->met) && !id_none(v->body) && !id_same(v->met, v->body))
        tell(f, STOP, "scheme_tranche.meeting_of_another", "meeting");
    if (v->met_on != DAY_NONE && x->held != DAY_NONE && v->met_on != x->held)
        tell(f, WARN, "scheme_tranche.other_day", "held");
    if (!id_none(v->account_of) && !id_none(v->rsp) &&
        !id_same(v->account_of, v->rsp))
        tell(f, STOP, "scheme_tranche.account_of_another", "account");
    if (!id_none(v->into_of) && !id_none(v->body) &&
        !id_same(v->into_of, v->body))
        tell(f, STOP, "scheme.account_of_another", "into_account");
    if (id_none(x->into_account))
        tell(f, WARN, "scheme_tranche.into_no_account", "into_account");
}

/* As the scheme stands with it, of all that is known today. */
static void scheme_tranche_limit(const void *rows, size_t n, struct findings *f)
{
    works_draft(rows, n, f);
}

/* A tranche of the programme's share: by crossed cheque, in an open meeting of the
 * body where the cost is explained. The next one comes only when certified progress
 * has reached what was paid, the audit committee signed, the village saw the sheet
 * and no objection is open; the last one with the certificate of completion. */
RECORD(scheme_tranche, .view = COLUMNS(scheme_tranche_view),
       .fact = COLUMNS(works_fact), .limit = scheme_tranche_limit,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "reference",
       .amount = "amount", .posted = true, .group = "scheme");

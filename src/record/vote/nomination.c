#include "core/core.h"

struct nomination {
    struct id election;
    struct str office;
    struct id person, proposer, seconder;
    day filed;
    bool consent, owes, public_office;
    struct str symbol;
};
static const struct field nomination_field[] = {
    REF(nomination, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    CODE(nomination, office, "office", FIELD_NEED | FIELD_KEY),
    REF(nomination, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(nomination, proposer, "person", FIELD_FIND),
    REF(nomination, seconder, "person", FIELD_FIND),
    DAY(nomination, filed, FIELD_NEED),
    FLAG(nomination, consent, 0),
    FLAG(nomination, owes, 0), /* a loan that is overdue */
    FLAG(nomination, public_office, 0),
    TEXT(nomination, symbol, 60, 0),
};

struct nomination_view {
    int64_t today;
    day called;
};
static const struct field nomination_view_field[] = {
    COUNT(nomination_view, today, 0, 0, 0),
    DAY(nomination_view, called, 0),
};

static bool same(struct id a, struct id b)
{
    return !id_none(a) && id_same(a, b);
}

/* What hangs on the roll, the by-law and the other papers is judged with the
 * whole election: core/vote.h. */
static void nomination_rule(const struct nomination *x,
                            const struct nomination_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->filed != DAY_NONE && x->filed > v->today)
        tell(f, STOP, "date.in_future", "filed");
    if (v->called != DAY_NONE && x->filed != DAY_NONE && x->filed < v->called)
        tell(f, STOP, "vote.before_call", "filed");
    if (same(x->proposer, x->person))
        tell(f, STOP, "nomination.proposes_herself", "proposer");
    if (same(x->seconder, x->person))
        tell(f, STOP, "nomination.proposes_herself", "seconder");
    if (same(x->proposer, x->seconder))
        tell(f, STOP, "nomination.one_for_two", "seconder");
    if (!x->consent)
        tell(f, WARN, "nomination.no_consent", "consent");
}

/* A paper that names somebody for an office: who proposes and seconds her, and
 * that she agrees; the symbol by which those who do not read vote for her. */
RECORD(nomination, .view = COLUMNS(nomination_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "symbol", .group = "vote");

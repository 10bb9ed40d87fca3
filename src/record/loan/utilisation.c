/* utilisation - what became of the money of a loan, seen on a day. */
#include "core/core.h"

struct utilisation {
    struct id loan;
    day held;
    int32_t result;
    struct id person, staff;
    struct str note;
};
static const struct field utilisation_field[] = {
    REF(utilisation, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(utilisation, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(utilisation, result, "used|partly|otherwise|not_used", FIELD_NEED),
    REF(utilisation, person, "person", FIELD_FIND),
    REF(utilisation, staff, "staff", FIELD_FIND),
    TEXT(utilisation, note, 600, 0),
};

struct utilisation_view {
    int64_t today;
    day applied;
    struct id borrower;
};
static const struct field utilisation_view_field[] = {
    COUNT(utilisation_view, today, 0, 0, 0),
    DAY(utilisation_view, applied, 0),
    REF(utilisation_view, borrower, "person", 0),
};

enum { RESULT_USED };

/* Who looks is not who borrowed. */
static void utilisation_rule(const struct utilisation *x,
                             const struct utilisation_view *v,
                             struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->applied != DAY_NONE && x->held != DAY_NONE && x->held < v->applied)
        tell(f, STOP, "guard.before_application", "held");
    if (!id_none(x->person) && id_same(x->person, v->borrower))
        tell(f, STOP, "utilisation.own_loan", "person");
    if (id_none(x->person) && id_none(x->staff))
        tell(f, WARN, "utilisation.by_nobody", "person");
    if (x->result > RESULT_USED && !x->note.n)
        tell(f, WARN, "utilisation.says_no_more", "note");
}

/* When the money was paid before it was looked at. */
struct utilisation_fact {
    struct id entry;
    day held, paid;  /* paid: DAY_NONE, not yet */
    int64_t allowed; /* days, by the by-law; INT_NONE */
};
static const struct field utilisation_fact_field[] = {
    REF(utilisation_fact, entry, "utilisation", 0),
    DAY(utilisation_fact, held, 0),
    DAY(utilisation_fact, paid, 0),
    COUNT(utilisation_fact, allowed, 0, 0, 0),
};

static bool utilisation_posts(const void *facts, size_t n, month since,
                              struct postings *out)
{
    const struct utilisation_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (f[i].paid == DAY_NONE)
            remark(out, f[i].entry, WARN, "utilisation.not_paid", "held", 0, 0);
        else if (f[i].allowed != INT_NONE &&
                 f[i].held - f[i].paid > f[i].allowed)
            remark(out, f[i].entry, WARN, "utilisation.late", "held",
                   f[i].held - f[i].paid, f[i].allowed);
    return true;
}

/* Somebody went and saw what the loan was used for. */
RECORD(utilisation, .view = COLUMNS(utilisation_view),
       .fact = COLUMNS(utilisation_fact), .posts = utilisation_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "money");

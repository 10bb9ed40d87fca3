#include "core/core.h"

struct delegate {
    struct id body, parent; /* who sends, into whose general body */
    struct id member, person;
    day since, until, ended;
    int32_t why;
    struct id resolution, bylaw; /* bylaw: of the body above */
};
static const struct field delegate_field[] = {
    REF(delegate, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(delegate, parent, "body",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(delegate, member, "member", FIELD_FIND),
    REF(delegate, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(delegate, since, FIELD_NEED | FIELD_KEY),
    DAY(delegate, until, 0),
    DAY(delegate, ended, 0),
    CHOICE(delegate, why,
           "term|resigned|died|removed|recalled|membership|replaced|other", 0),
    REF(delegate, resolution, "resolution", 0),
    REF(delegate, bylaw, "bylaw", 0),
};

struct delegate_view {
    int64_t today;
    day formed;      /* of the body above */
    struct id whose; /* the person of the membership that was named */
};
static const struct field delegate_view_field[] = {
    COUNT(delegate_view, today, 0, 0, 0),
    DAY(delegate_view, formed, 0),
    REF(delegate_view, whose, "person", 0),
};

enum { AHEAD_DAYS = 366 }; /* as of a term */

/* From `since` on, until the day before `until` or `ended`. */
static void delegate_rule(const struct delegate *x,
                          const struct delegate_view *v, struct findings *f)
{
    if (id_same(x->body, x->parent))
        tell(f, STOP, "link.to_itself", "parent");
    if (!id_none(v->whose) && !id_same(v->whose, x->person))
        tell(f, STOP, "term.membership_of_another", "member");
    if (x->since == DAY_NONE)
        return;
    if (v->today != INT_NONE && x->since > v->today + AHEAD_DAYS)
        tell(f, STOP, "term.far_ahead", "since");
    if (x->until != DAY_NONE && x->until <= x->since)
        tell(f, STOP, "term.empty", "until");
    if (x->ended != DAY_NONE && x->ended < x->since)
        tell(f, STOP, "date.ends_before_start", "ended");
    if (x->ended != DAY_NONE && v->today != INT_NONE && x->ended > v->today)
        tell(f, STOP, "date.in_future", "ended");
    if (x->ended != DAY_NONE && x->why < 0)
        tell(f, WARN, "term.no_reason", "why");
    if (x->ended == DAY_NONE && x->why >= 0)
        tell(f, WARN, "term.not_ended", "ended");
}

/* One delegate of a body's general body, in the order of (since, entry). */
struct delegate_fact {
    struct id entry, body;
    struct id person; /* who she is in the end, see view `same` */
    day since;
    int64_t holds;     /* first day on which she no longer sits */
    int64_t most;      /* that each body sends; INT_NONE: no such rule */
    int64_t rests;     /* 0: the membership did not stand when it began */
    int64_t of_sender; /* 0: her membership is neither in the body that sends
                          nor in one below it */
    int64_t federated; /* 0: the body that sends did not belong to it then */
    int64_t unlawful;  /* 1: the by-law it cites was not in force */
};
static const struct field delegate_fact_field[] = {
    REF(delegate_fact, entry, "delegate", 0),
    REF(delegate_fact, body, "body", 0),
    REF(delegate_fact, person, "person", 0),
    DAY(delegate_fact, since, 0),
    COUNT(delegate_fact, holds, 0, 0, 0),
    COUNT(delegate_fact, most, 0, 0, 0),
    COUNT(delegate_fact, rests, 0, 0, 0),
    COUNT(delegate_fact, of_sender, 0, 0, 0),
    COUNT(delegate_fact, federated, 0, 0, 0),
    COUNT(delegate_fact, unlawful, 0, 0, 0),
};

/* How many sat for that body already, and whether she did for any. */
static void seat_remark(const struct delegate_fact *f, size_t at,
                        struct postings *out)
{
    const struct delegate_fact *x = &f[at];
    int64_t n = 1;
    bool twice = false;

    for (size_t i = 0; i < at; i++) {
        if (f[i].holds <= x->since || x->holds <= x->since)
            continue;
        if (id_same(f[i].person, x->person))
            twice = true;
        else
            n += id_same(f[i].body, x->body);
    }
    if (twice)
        remark(out, x->entry, WARN, "delegate.twice", "person", 0, 0);
    if (x->most != INT_NONE && n > x->most)
        remark(out, x->entry, WARN, "delegate.too_many", "body", n, x->most);
}

/* A delegate is a current member of the body that sends her, and that belongs
 * to the body she is sent into (institutions.md 14.2, 2 and 3). */
static bool delegate_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct delegate_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        seat_remark(f, i, out);
        if (f[i].rests == 0)
            remark(out, f[i].entry, WARN, "term.no_membership", "member", 0, 0);
        if (f[i].of_sender == 0)
            remark(out, f[i].entry, WARN, "delegate.not_of_sender", "member", 0,
                   0);
        if (f[i].federated == 0)
            remark(out, f[i].entry, WARN, "delegate.not_federated", "body", 0,
                   0);
        if (f[i].unlawful == 1)
            remark(out, f[i].entry, WARN, "bylaw.not_in_force", "bylaw", 0, 0);
    }
    return true;
}

/* A member whom her body sends into the general body of the one above it: a CO
 * into its VO, a VO into its LSO. */
RECORD(delegate, .view = COLUMNS(delegate_view), .fact = COLUMNS(delegate_fact),
       .posts = delegate_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .group = "body");

/* committee - a committee of a body, and who sits in it. */
#include "core/core.h"

struct committee_seat {
    struct id person;
    int32_t role;
};
static const struct field committee_seat_field[] = {
    REF(committee_seat, person, "person", FIELD_NEED | FIELD_FIND),
    CHOICE(committee_seat, role, "head|secretary|member", 0),
};

struct committee {
    struct id body;
    int32_t nature;
    struct str name;
    day formed, closed;
    struct id resolution, bylaw;
    struct str scheme; /* which one it is for; empty: none */
    struct list seats;
};
static const struct field committee_field[] = {
    REF(committee, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(committee, nature,
           "om|procurement|audit|project|credit|education|health|disaster"
           "|election|complaints|other",
           FIELD_NEED | FIELD_KEY),
    TEXT(committee, name, 120, FIELD_KEY),
    DAY(committee, formed, FIELD_NEED | FIELD_KEY),
    DAY(committee, closed, 0),
    REF(committee, resolution, "resolution", 0),
    REF(committee, bylaw, "bylaw", 0),
    TEXT(committee, scheme, 120, 0),
    ROWS(committee, seats, committee_seat, 60, 0),
};

struct committee_view {
    int64_t today;
    day formed; /* the body */
    struct id resolution_of;
};
static const struct field committee_view_field[] = {
    COUNT(committee_view, today, 0, 0, 0),
    DAY(committee_view, formed, 0),
    REF(committee_view, resolution_of, "body", 0),
};

enum { ROLE_HEAD };
enum { NATURE_AUDIT = 2, NATURE_OTHER = 10 };

static void seats_judge(const struct list *seats, struct findings *f)
{
    const struct committee_seat *s = seats->at;
    size_t heads = 0;

    for (size_t i = 0; i < seats->n; i++) {
        heads += s[i].role == ROLE_HEAD;
        for (size_t j = 0; j < i; j++)
            if (id_same(s[i].person, s[j].person)) {
                tell_row(f, STOP, "committee.sits_twice", "seats", i, "person");
                break;
            }
    }
    if (heads > 1)
        tell(f, STOP, "committee.two_heads", "seats");
    if (!seats->n)
        tell(f, WARN, "committee.nobody", "seats");
    else if (!heads)
        tell(f, WARN, "committee.no_head", "seats");
}

static void committee_rule(const struct committee *x,
                           const struct committee_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->formed != DAY_NONE && x->formed > v->today)
        tell(f, STOP, "date.in_future", "formed");
    if (v->today != INT_NONE && x->closed != DAY_NONE && x->closed > v->today)
        tell(f, STOP, "date.in_future", "closed");
    if (x->formed != DAY_NONE && x->closed != DAY_NONE && x->closed < x->formed)
        tell(f, STOP, "date.ends_before_start", "closed");
    if (v->formed != DAY_NONE && x->formed != DAY_NONE && x->formed < v->formed)
        tell(f, WARN, "committee.before_body", "formed");
    if (x->nature == NATURE_OTHER && !x->name.n)
        tell(f, WARN, "committee.no_name", "name");
    if (id_none(x->resolution))
        tell(f, WARN, "committee.no_resolution", "resolution");
    if (!id_none(v->resolution_of) && !id_same(v->resolution_of, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    seats_judge(&x->seats, f);
}

/* The committee (n none), or one seat of an audit committee that also has its
 * hands on the money: another seat (0), an account (1), or an office that keeps
 * the cash (2). */
struct committee_fact {
    struct id entry;
    int64_t n, why;
    int64_t
        unlawful; /* 1: the by-law that the committee cites was not in force */
};
static const struct field committee_fact_field[] = {
    REF(committee_fact, entry, "committee", 0),
    COUNT(committee_fact, n, 0, 0, 0),
    COUNT(committee_fact, why, 0, 0, 0),
    COUNT(committee_fact, unlawful, 0, 0, 0),
};

/* Who audits does not procure, run or pay what she audits, nor sign for the
 * account (institutions.md 4.2; 14.2, 16). */
static bool committee_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    static const char *const what[] = { "committee.audits_own",
                                        "committee.audits_and_signs",
                                        "committee.audits_and_pays" };
    const struct committee_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct buf path = buf_start(out->arena);

        if (f[i].unlawful == 1)
            remark(out, f[i].entry, WARN, "bylaw.not_in_force", "bylaw", 0, 0);
        if (f[i].n == INT_NONE)
            continue;
        buf_fmt(&path, "seats[%lld].person", (long long)f[i].n);
        remark(out, f[i].entry, WARN, what[f[i].why],
               arena_z(out->arena, buf_str(&path)), 0, 0);
    }
    return true;
}

/* A committee of a body: what it is for, who sits in it, by which resolution,
 * for which scheme. */
RECORD(committee, .view = COLUMNS(committee_view),
       .fact = COLUMNS(committee_fact), .posts = committee_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "name",
       .group = "body");

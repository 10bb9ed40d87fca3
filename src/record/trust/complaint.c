/* complaint - somebody complains, and of what. */
#include "core/step.h"

struct complaint {
    struct str number;
    struct id rsp, place, project;
    day received;
    struct str channel;
    int32_t nature, sex;
    bool anonymous;
    struct id body, staff, person;
    struct hash sealed;
    struct str complainant, phone, told;
};
static const struct field complaint_field[] = {
    TEXT(complaint, number, 20, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(complaint, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(complaint, place, "place", FIELD_NEED | FIELD_FIND),
    REF(complaint, project, "project", 0),
    DAY(complaint, received, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(complaint, channel, 20, FIELD_NEED),
    CHOICE(complaint, nature,
           "left_out|wrong_benefit|money_taken|poor_work|closed_books"
           "|bad_conduct|unfair_vote|other",
           FIELD_NEED),
    CHOICE(complaint, sex, "women|men", 0),
    FLAG(complaint, anonymous, 0),
    REF(complaint, body, "body", FIELD_FIND),
    REF(complaint, staff, "staff", FIELD_FIND),
    REF(complaint, person, "person", FIELD_FIND),
    HASH(complaint, sealed, 0),
    TEXT(complaint, complainant, 120, FIELD_SEALED | FIELD_NAME),
    TEXT(complaint, phone, 20, FIELD_SEALED | FIELD_SECRET),
    TEXT(complaint, told, 4000, FIELD_NEED | FIELD_SEALED),
};

struct complaint_view {
    int64_t today, known; /* known: 1, a channel of that day; 0, none */
};
static const struct field complaint_view_field[] = {
    COUNT(complaint_view, today, 0, 0, 0),
    COUNT(complaint_view, known, 0, 0, 0),
};

/* What is said of the complainant is sealed: it is judged while drafting, and
 * never of an entry that was kept. */
static void complaint_rule(const struct complaint *x,
                           const struct complaint_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->received != DAY_NONE &&
        x->received > v->today)
        tell(f, STOP, "date.in_future", "received");
    if (x->channel.n && v->known == 0)
        tell(f, WARN, "complaint.channel_unknown", "channel");
    if (x->anonymous && (x->complainant.n || x->phone.n))
        tell(f, STOP, "complaint.anonymous_named", "anonymous");
    if (!x->anonymous && x->told.n && !x->complainant.n)
        tell(f, WARN, "complaint.no_name", "complainant");
    if (x->phone.n && !secret_digits(x->phone, f->arena).n)
        tell(f, STOP, "person.phone_format", "phone");
}

struct complaint_fact {
    struct id entry;
    int64_t restated; /* how often by whom it names */
    int64_t hers;     /* 1: only a member's own page says that */
};
static const struct field complaint_fact_field[] = {
    REF(complaint_fact, entry, "complaint", 0),
    COUNT(complaint_fact, restated, 0, 0, 0),
    COUNT(complaint_fact, hers, 0, 0, 0),
};

static bool complaint_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct complaint_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        restated_remark(f[i].entry, f[i].restated, out);
    return true;
}

/* A channel that her PIN stands for: nobody else may choose it. */
static void complaint_limit(const void *facts, size_t n, struct findings *f)
{
    const struct complaint_fact *x = facts;

    for (size_t i = 0; i < n; i++)
        if (x[i].hers == 1)
            tell(f, STOP, "complaint.hers_alone", "channel");
}

/* Somebody complains: through which channel, of what, of whom. Who complains
 * and what was said are sealed. Whom it names, by their login, neither sees it
 * nor handles it. */
RECORD(complaint, .view = COLUMNS(complaint_view),
       .fact = COLUMNS(complaint_fact), .posts = complaint_posts,
       .limit = complaint_limit, .right = RIGHT_KEEP, .reads = RIGHT_HEAR,
       .bars = true, .title = "number", .group = "trust");

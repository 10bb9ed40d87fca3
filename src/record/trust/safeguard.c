/* safeguard - a sensitive complaint, on a path of its own. */
#include "core/step.h"

struct safeguard {
    struct str number;
    struct id rsp, place, project;
    day received;
    struct str channel;
    int32_t nature, sex;
    bool anonymous;
    struct id body, staff, person;
    struct hash sealed;
    struct str complainant, contact, told;
};
static const struct field safeguard_field[] = {
    TEXT(safeguard, number, 20, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(safeguard, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(safeguard, place, "place", FIELD_NEED | FIELD_FIND),
    REF(safeguard, project, "project", 0),
    DAY(safeguard, received, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(safeguard, channel, 20, FIELD_NEED),
    CHOICE(safeguard, nature,
           "harassment|exploitation|violence|child_harm|fraud|other",
           FIELD_NEED),
    CHOICE(safeguard, sex, "women|men", 0),
    FLAG(safeguard, anonymous, 0),
    REF(safeguard, body, "body", FIELD_FIND),
    REF(safeguard, staff, "staff", FIELD_FIND),
    REF(safeguard, person, "person", FIELD_FIND),
    HASH(safeguard, sealed, 0),
    TEXT(safeguard, complainant, 120, FIELD_SEALED | FIELD_NAME),
    TEXT(safeguard, contact, 200, FIELD_SEALED),
    TEXT(safeguard, told, 4000, FIELD_NEED | FIELD_SEALED),
};

struct safeguard_view {
    int64_t today, known; /* known: 1, a channel of that day; 0, none */
};
static const struct field safeguard_view_field[] = {
    COUNT(safeguard_view, today, 0, 0, 0),
    COUNT(safeguard_view, known, 0, 0, 0),
};

static void safeguard_rule(const struct safeguard *x,
                           const struct safeguard_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->received != DAY_NONE &&
        x->received > v->today)
        tell(f, STOP, "date.in_future", "received");
    if (x->channel.n && v->known == 0)
        tell(f, WARN, "complaint.channel_unknown", "channel");
    if (x->anonymous && (x->complainant.n || x->contact.n))
        tell(f, STOP, "complaint.anonymous_named", "anonymous");
}

struct safeguard_fact {
    struct id entry;
    int64_t restated; /* how often by whom it names */
};
static const struct field safeguard_fact_field[] = {
    REF(safeguard_fact, entry, "safeguard", 0),
    COUNT(safeguard_fact, restated, 0, 0, 0),
};

static bool safeguard_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct safeguard_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        restated_remark(f[i].entry, f[i].restated, out);
    return true;
}

/* A sensitive complaint: harassment, exploitation, violence, fraud. It goes a
 * path of its own: whoever takes it down does not see it again, only who may
 * read what is sensitive (right shield) does, and never whom it names. */
RECORD(safeguard, .view = COLUMNS(safeguard_view),
       .fact = COLUMNS(safeguard_fact), .posts = safeguard_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_SHIELD, .bars = true,
       .title = "number", .group = "trust");

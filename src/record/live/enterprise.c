/* enterprise - people of one trade who produce and sell together. */
#include "core/live.h"

struct enterprise_artisan {
    struct id person;
    int32_t role;
    day since, until;
};
static const struct field enterprise_artisan_field[] = {
    REF(enterprise_artisan, person, "person", FIELD_NEED | FIELD_FIND),
    CHOICE(enterprise_artisan, role, "head|accounts|quality|seller|member", 0),
    DAY(enterprise_artisan, since, 0),
    DAY(enterprise_artisan, until, 0),
};

struct enterprise {
    struct id body;
    struct str code, name, trade, brand;
    day formed, closed;
    struct list artisans;
    struct id staff, project, resolution;
    struct str note;
};
static const struct field enterprise_field[] = {
    REF(enterprise, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(enterprise, code, 40, FIELD_KEY | FIELD_FIND),
    TEXT(enterprise, name, 120, FIELD_NEED | FIELD_KEY),
    TEXT(enterprise, trade, 120, FIELD_NEED),
    TEXT(enterprise, brand, 120, 0),
    DAY(enterprise, formed, FIELD_NEED),
    DAY(enterprise, closed, 0),
    ROWS(enterprise, artisans, enterprise_artisan, 200, 0),
    REF(enterprise, staff, "staff", 0),
    REF(enterprise, project, "project", 0),
    REF(enterprise, resolution, "resolution", 0),
    TEXT(enterprise, note, 600, 0),
};

struct enterprise_view {
    int64_t today;
    day formed; /* the body */
};
static const struct field enterprise_view_field[] = {
    COUNT(enterprise_view, today, 0, 0, 0),
    DAY(enterprise_view, formed, 0),
};
enum { ROLE_HEAD };

static bool overlaps(const struct enterprise_artisan *a,
                     const struct enterprise_artisan *b)
{
    bool before = a->until != DAY_NONE && b->since != DAY_NONE &&
                  a->until <= b->since;
    bool after = b->until != DAY_NONE && a->since != DAY_NONE &&
                 b->until <= a->since;

    return !before && !after;
}

static void members_judge(const struct enterprise *x, struct findings *f)
{
    const struct enterprise_artisan *m = x->artisans.at;
    size_t heads = 0;

    for (size_t i = 0; i < x->artisans.n; i++) {
        heads += m[i].role == ROLE_HEAD && m[i].until == DAY_NONE;
        if (m[i].since != DAY_NONE && m[i].until != DAY_NONE &&
            m[i].until < m[i].since)
            tell_row(f, STOP, "date.ends_before_start", "artisans", i, "until");
        if (m[i].since != DAY_NONE && x->formed != DAY_NONE &&
            m[i].since < x->formed)
            tell_row(f, WARN, "enterprise.member_before", "artisans", i,
                     "since");
        for (size_t j = 0; j < i; j++)
            if (id_same(m[i].person, m[j].person) && overlaps(&m[i], &m[j])) {
                tell_row(f, STOP, "enterprise.member_twice", "artisans", i,
                         "person");
                break;
            }
    }
    if (!x->artisans.n)
        tell(f, WARN, "enterprise.nobody", "artisans");
    if (heads > 1)
        tell(f, WARN, "enterprise.two_heads", "artisans");
}

static void enterprise_rule(const struct enterprise *x,
                            const struct enterprise_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->formed != DAY_NONE && x->formed > v->today)
        tell(f, STOP, "date.in_future", "formed");
    if (v->today != INT_NONE && x->closed != DAY_NONE && x->closed > v->today)
        tell(f, STOP, "date.in_future", "closed");
    if (x->formed != DAY_NONE && x->closed != DAY_NONE && x->closed < x->formed)
        tell(f, STOP, "date.ends_before_start", "closed");
    if (v->formed != DAY_NONE && x->formed != DAY_NONE && x->formed < v->formed)
        tell(f, WARN, "enterprise.before_body", "formed");
    members_judge(x, f);
}

/* The group with each of its artisans, by row; one row without a member when it
 * has none. */
struct enterprise_fact {
    struct id entry;
    day formed, closed;
    struct id person;
    int32_t sex;
    day since, until;
    struct id place, rsp, project;
    month cutover;
};
static const struct field enterprise_fact_field[] = {
    REF(enterprise_fact, entry, "enterprise", 0),
    DAY(enterprise_fact, formed, 0),
    DAY(enterprise_fact, closed, 0),
    REF(enterprise_fact, person, "person", 0),
    CHOICE(enterprise_fact, sex, "women|men", 0),
    DAY(enterprise_fact, since, 0),
    DAY(enterprise_fact, until, 0),
    REF(enterprise_fact, place, "place", 0),
    REF(enterprise_fact, rsp, "rsp", 0),
    REF(enterprise_fact, project, "project", 0),
    MONTH(enterprise_fact, cutover, 0),
};

static day earlier(day a, day b)
{
    if (a == DAY_NONE || b == DAY_NONE)
        return a == DAY_NONE ? b : a;
    return a < b ? a : b;
}

/* An artisan from the day she came, at the earliest with the group, until she
 * or the group is no more. */
static void member_post(const struct enterprise_fact *m, struct posting *like,
                        struct postings *out)
{
    day from = m->since == DAY_NONE || m->since < m->formed ? m->formed :
                                                              m->since;
    day until = earlier(m->until, m->closed);

    if (until != DAY_NONE && until < from)
        return;
    like->month = month_of(from);
    live_post_one(out, like, "artisan", m->sex, 1, m->cutover);
    if (until == DAY_NONE)
        return;
    like->month = month_of(until);
    live_post_one(out, like, "artisan", m->sex, -1, m->cutover);
}

static bool enterprise_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct enterprise_fact *f = facts;
    struct posting like;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->formed == DAY_NONE)
        return true;
    like = (struct posting){ .entry = f->entry,
                             .place = f->place,
                             .rsp = f->rsp,
                             .project = f->project,
                             .month = month_of(f->formed) };
    live_post(out, &like, "bdg", 1, f->cutover);
    if (f->closed != DAY_NONE) {
        like.month = month_of(f->closed);
        live_post(out, &like, "bdg", -1, f->cutover);
    }
    for (size_t i = 0; i < n; i++)
        if (!id_none(f[i].person))
            member_post(&f[i], &like, out);
    return true;
}

/* A business group of artisans: its trade and brand, the body it belongs to,
 * and who is in it since when. */
RECORD(enterprise, .view = COLUMNS(enterprise_view),
       .fact = COLUMNS(enterprise_fact), .posts = enterprise_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "name",
       .group = "live");

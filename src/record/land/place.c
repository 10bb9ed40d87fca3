#include "core/core.h"

/* Ranks in the order of the choices: a parent's is always smaller. */
#define LEVELS                                                                 \
    "country|province|division|district|taluka|uc|tapa|deh|settlement"

struct place_code {
    struct str scheme, edition, code;
};
static const struct field place_code_field[] = {
    TEXT(place_code, scheme, 20, FIELD_NEED),
    TEXT(place_code, edition, 20, 0),
    TEXT(place_code, code, 40, FIELD_NEED | FIELD_FIND),
};

struct place {
    int32_t level;
    struct str name, name_ur, name_sd;
    struct id lg, revenue; /* parents from the first day on */
    struct date since;
    struct list codes;
};
static const struct field place_field[] = {
    CHOICE(place, level, LEVELS, FIELD_NEED | FIELD_KEY),
    TEXT(place, name, 120, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(place, name_ur, 200, 0),
    TEXT(place, name_sd, 200, 0),
    REF(place, lg, "place", FIELD_KEY | FIELD_FIND),
    REF(place, revenue, "place", FIELD_KEY | FIELD_FIND),
    DATE(place, since, 0),
    ROWS(place, codes, place_code, 20, 0),
};

struct place_view {
    int64_t lg_level, revenue_level; /* INT_NONE when not known */
};
static const struct field place_view_field[] = {
    COUNT(place_view, lg_level, 0, 0, 0),
    COUNT(place_view, revenue_level, 0, 0, 0),
};

static void place_rule(const struct place *p, const struct place_view *v,
                       struct findings *f)
{
    if (p->level > 0 && id_none(p->lg) && id_none(p->revenue))
        tell(f, STOP, "place.no_parent", "lg");
    if (v->lg_level != INT_NONE && v->lg_level >= p->level)
        tell(f, STOP, "place.parent_not_above", "lg");
    if (v->revenue_level != INT_NONE && v->revenue_level >= p->level)
        tell(f, STOP, "place.parent_not_above", "revenue");
}

/* A body that stands in it or below it, for the days on which that lies below:
 * one row for its formation, and one each time it was found alive. */
struct place_fact {
    struct id entry;
    int64_t level;
    struct id body, rsp, project;
    day begins, since, until, closed;
    month cutover; /* of the RSP, here, for this level */
};
static const struct field place_fact_field[] = {
    REF(place_fact, entry, "place", 0),
    COUNT(place_fact, level, 0, 0, 0),
    REF(place_fact, body, "body", 0),
    REF(place_fact, rsp, "rsp", 0),
    REF(place_fact, project, "project", 0),
    DAY(place_fact, begins, 0),
    DAY(place_fact, since, 0),
    DAY(place_fact, until, 0),
    DAY(place_fact, closed, 0),
    MONTH(place_fact, cutover, 0),
};

static struct hold fact_hold(const struct place_fact *f)
{
    day begins = f->begins > f->since ? f->begins : f->since;
    day closed = f->closed;
    struct hold h;

    if (f->until != INT32_MAX && (closed == DAY_NONE || f->until < closed))
        closed = f->until;
    h = hold_of(f->body, (struct date){ begins, GRAIN_DAY }, DATE_NONE, closed);
    h.rsp = f->rsp;
    h.project = f->project;
    h.cutover = f->cutover;
    return h;
}

/* Over all RSPs that run Saath here the union is known exactly: a posting that
 * names none of them. What each held before its cutover is not in it. */
static size_t holds_shared(struct hold *h, size_t n)
{
    size_t kept = 0;

    n = holds_by_rsp(h, n);
    for (size_t i = 0; i < n; i++) {
        struct hold one = h[i];

        if (one.cutover == MONTH_NONE)
            continue;
        if (one.since < one.cutover)
            one.since = one.cutover;
        one.cutover = one.since;
        one.rsp = one.project = ID_NONE;
        h[kept++] = one;
    }
    return kept;
}

/* An RSP is present in a district, a union council, a deh while one of its
 * bodies stands there. */
static bool place_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct place_fact *f = facts;
    struct posting like = { 0 };
    struct hold *h;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n)
        return true;
    h = arena_many(out->arena, struct hold, n);
    for (size_t i = 0; i < n; i++)
        h[i] = fact_hold(&f[i]);
    like.place = f->entry;
    like.indicator = f->level == 3 ? S("district") :
                     f->level == 5 ? S("uc") :
                                     S("mouza");
    post_holds(out, &like, h, n);
    post_holds(out, &like, h, holds_shared(h, n));
    return true;
}

/* A place of local government or of the revenue: country, province, division,
 * district, taluka (tehsil), union council; tapa, deh (mouza); and settlement,
 * which belongs to both. Its later parents are moves. */
RECORD(place, .view = COLUMNS(place_view), .fact = COLUMNS(place_fact),
       .posts = place_posts, .along = "level, counts, name", .title = "name",
       .group = "land");

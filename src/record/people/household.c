#include "core/core.h"

struct household {
    struct str number;
    struct id place;
    struct date since;
    struct hash sealed;
    struct str head;
};
static const struct field household_field[] = {
    TEXT(household, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(household, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(household, since, 0),
    HASH(household, sealed, 0),
    TEXT(household, head, 120, FIELD_SEALED),
};

struct household_view {
    int64_t today, level; /* of the place; INT_NONE unknown */
};
static const struct field household_view_field[] = {
    COUNT(household_view, today, 0, 0, 0),
    COUNT(household_view, level, 0, 0, 0),
};

#define UNION_COUNCIL 5 /* a place's level */

static void household_rule(const struct household *x,
                           const struct household_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->since.on != DAY_NONE &&
        x->since.on > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->level != INT_NONE && v->level < UNION_COUNCIL)
        tell(f, WARN, "household.where_exactly", "place");
}

/* One membership of one of its persons in a CO. `entry` is the household's. */
struct household_fact {
    struct id entry, member, rsp, project, place;
    struct date joined, ended;
    day closed;    /* when the CO ended, on or after joining */
    month cutover; /* of the RSP, here, for households */
};
static const struct field household_fact_field[] = {
    REF(household_fact, entry, "household", 0),
    REF(household_fact, member, "member", 0),
    REF(household_fact, rsp, "rsp", 0),
    REF(household_fact, project, "project", 0),
    REF(household_fact, place, "place", 0),
    DATE(household_fact, joined, 0),
    DATE(household_fact, ended, 0),
    DAY(household_fact, closed, 0),
    MONTH(household_fact, cutover, 0),
};

/* Organised while any of its persons is in any CO: one in a men's and a
 * women's CO counts once (institutions.md 14.2, 1). */
static bool household_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct household_fact *f = facts;
    struct hold *h = arena_many(out->arena, struct hold, n + 1);

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        h[i] = hold_of(f[i].member, f[i].joined, f[i].ended, f[i].closed);
        h[i].rsp = f[i].rsp;
        h[i].project = f[i].project;
        h[i].cutover = f[i].cutover;
    }
    if (n)
        post_holds(out,
                   &(struct posting){ .indicator = S("hh"),
                                      .place = f[0].place },
                   h, n);
    return true;
}

/* A household of a settlement, by the number it has in the survey or register.
 * Who heads it is sealed. */
RECORD(household, .view = COLUMNS(household_view),
       .fact = COLUMNS(household_fact), .posts = household_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "number",
       .group = "people");

#include "core/core.h"

struct body {
    int32_t nature, sex;
    struct str code, name, name_ur, name_sd;
    struct id rsp, project, place, parent;
    struct date formed;
    paisa saving; /* agreed, of each member at each meeting */
    int32_t meets;
    struct str purpose;
};
static const struct field body_field[] = {
    CHOICE(body, nature, "co|vo|lso|group|network", FIELD_NEED | FIELD_FIND),
    CHOICE(body, sex, "women|men|mixed", FIELD_NEED),
    TEXT(body, code, 40, FIELD_KEY | FIELD_FIND),
    TEXT(body, name, 160, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(body, name_ur, 250, 0),
    TEXT(body, name_sd, 250, 0),
    REF(body, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(body, project, "project", 0),
    REF(body, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(body, parent, "body", FIELD_FIND),
    DATE(body, formed, FIELD_NEED | FIELD_FIND),
    MONEY(body, saving, 0, 100000000, 0),
    CHOICE(body, meets, "weekly|fortnightly|monthly|quarterly|yearly", 0),
    TEXT(body, purpose, 300, 0),
};

struct body_view {
    int64_t today, level;              /* of the place; INT_NONE unknown */
    int64_t parent_nature, parent_sex; /* INT_NONE: none, or not known */
    struct id parent_rsp, project_rsp;
};
static const struct field body_view_field[] = {
    COUNT(body_view, today, 0, 0, 0),
    COUNT(body_view, level, 0, 0, 0),
    COUNT(body_view, parent_nature, 0, 0, 0),
    COUNT(body_view, parent_sex, 0, 0, 0),
    REF(body_view, parent_rsp, "rsp", 0),
    REF(body_view, project_rsp, "rsp", 0),
};

enum { NATURE_CO, NATURE_VO, NATURE_LSO, NATURE_GROUP, NATURE_NETWORK };
enum { SEX_WOMEN, SEX_MEN };

/* The place of a CO is a neighbourhood, of an LSO a union council or valley
 * (institutions.md 3.1, 5.1): its least level, a VO between them. */
static void where_judge(const struct body *x, int64_t level, struct findings *f)
{
    static const int8_t least[] = { 5, 5, 5, 4, 2 };

    if (x->nature >= 0 && level != INT_NONE && level < least[x->nature])
        tell(f, WARN, "body.where_exactly", "place");
}

/* A CO stands in a VO, a VO in an LSO, an LSO in a network; a group under any
 * of them (3.7, 4.1, 5.1, 7). Men's and women's bodies federate apart (4.1, E):
 * a women's body under a men's warns. */
static void parent_judge(const struct body *x, const struct body_view *v,
                         struct findings *f)
{
    static const int8_t tier[] = { 1, 2, 3, 0, 4 };

    if (x->nature >= 0 && v->parent_nature != INT_NONE &&
        tier[v->parent_nature] <= tier[x->nature])
        tell(f, STOP, "body.parent_not_above", "parent");
    if (!id_none(v->parent_rsp) && !id_same(v->parent_rsp, x->rsp))
        tell(f, WARN, "body.parent_elsewhere", "parent");
    if (x->sex == SEX_WOMEN && v->parent_sex == SEX_MEN)
        tell(f, WARN, "body.parent_of_men", "parent");
}

static void body_rule(const struct body *x, const struct body_view *v,
                      struct findings *f)
{
    if (v->today != INT_NONE && x->formed.on != DAY_NONE &&
        x->formed.on > v->today)
        tell(f, STOP, "date.in_future", "formed");
    where_judge(x, v->level, f);
    parent_judge(x, v, f);
    if (!id_none(v->project_rsp) && !id_same(v->project_rsp, x->rsp))
        tell(f, WARN, "body.project_elsewhere", "project");
}

/* The body itself, then what was found of it, by day. */
struct body_fact {
    struct id entry;
    int32_t nature, sex;
    struct id rsp, project, place;
    struct date formed;
    day found; /* DAY_NONE: this is the body */
    int32_t state;
    month cutover;   /* of the RSP, here, for this kind of body */
    int64_t outside; /* 1: outside the union council of its parent */
    int64_t members; /* of a CO: who has not left */
};
static const struct field body_fact_field[] = {
    REF(body_fact, entry, NULL, 0),
    CHOICE(body_fact, nature, "co|vo|lso|group|network", 0),
    CHOICE(body_fact, sex, "women|men|mixed", 0),
    REF(body_fact, rsp, "rsp", 0),
    REF(body_fact, project, "project", 0),
    REF(body_fact, place, "place", 0),
    DATE(body_fact, formed, 0),
    DAY(body_fact, found, 0),
    CHOICE(body_fact, state, "active|irregular|dormant|dissolved|merged|split",
           0),
    MONTH(body_fact, cutover, 0),
    COUNT(body_fact, outside, 0, 0, 0),
    COUNT(body_fact, members, 0, 0, 0),
};

/* Of a CO when it is formed: 15-25 (SRSO, SUCCESS), typically 20-25 (NRSP);
 * later joiners, deaths and mergers push it outside (institutions, 3.1). */
enum { CO_LEAST = 15, CO_MOST = 25 };

enum { STATE_DISSOLVED = 3 }; /* and merged and split after it */

/* Which places it touches (body_touch): not those where a body of the same RSP,
 * formed more than a month before, never ended; that one holds their presence
 * whatever is said of this one. It is looked for among a few: to touch a place
 * for nothing does no harm. */

/* The days on which it stands, as holds: from its formation until it ended,
 * and anew if it was found alive after that. */
static size_t body_holds(const struct body_fact *f, size_t n, struct hold *h,
                         struct postings *out)
{
    bool open = true, ended = false;
    size_t holds = 1;

    h[0] = hold_of(f->entry, f->formed, DATE_NONE, DAY_NONE);
    for (size_t i = 1; i < n; i++) {
        bool ends = f[i].state >= STATE_DISSOLVED;

        if (f[i].found < f->formed.on) {
            remark(out, f[i].entry, WARN, "standing.before_formation", "since",
                   0, 0);
            continue;
        }
        if (ended)
            remark(out, f[i].entry, WARN, "standing.after_end", "since", 0, 0);
        if (ends && open) {
            h[holds - 1].until = month_of(f[i].found);
            h[holds - 1].closes = f[i].entry;
        } else if (!ends && !open) {
            h[holds++] = hold_of(f[i].entry,
                                 (struct date){ f[i].found, GRAIN_DAY },
                                 DATE_NONE, DAY_NONE);
        }
        open = !ends;
        ended |= ends;
    }
    for (size_t i = 0; i < holds; i++) {
        h[i].rsp = f->rsp;
        h[i].project = f->project;
        h[i].cutover = f->cutover;
    }
    return holds;
}

/* Its register is still being filled while it has no member at all. */
static void size_remark(const struct body_fact *f, bool stands,
                        struct postings *out)
{
    if (!stands || f->members == INT_NONE || f->members == 0)
        return;
    if (f->members < CO_LEAST)
        remark(out, f->entry, WARN, "body.small", "", f->members, CO_LEAST);
    if (f->members > CO_MOST)
        remark(out, f->entry, WARN, "body.large", "", f->members, CO_MOST);
}

/* One body from the month it was formed until the month it ended. Groups are
 * never counted as COs (3.7); networks are not counted. */
static bool body_posts(const void *facts, size_t n, month since,
                       struct postings *out)
{
    static const char *const indicator[] = { "co", "vo", "lso", "group" };
    static const char *const split[] = { "co.women", "co.men", "co.mixed" };
    const struct body_fact *f = facts;
    struct posting like = { 0 };
    struct hold *h;
    size_t holds;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->found != DAY_NONE)
        return true; /* found of a body that does not count */
    h = arena_many(out->arena, struct hold, n);
    holds = body_holds(f, n, h, out);
    if (f->outside == 1)
        remark(out, f->entry, WARN, "body.outside_parent", "parent", 0, 0);
    size_remark(f, h[holds - 1].until == HOLD_OPEN, out);
    if (f->nature == NATURE_NETWORK)
        return true;
    like.place = f->place;
    like.indicator = str_of(indicator[f->nature]);
    post_holds(out, &like, h, holds);
    if (f->nature == NATURE_CO) {
        like.indicator = str_of(split[f->sex]);
        post_holds(out, &like, h, holds);
    }
    return true;
}

/* A Community Organisation, Village Organisation, Local Support Organisation,
 * group or network: where it stands, whose it is, since when. */
RECORD(body, .view = COLUMNS(body_view), .fact = COLUMNS(body_fact),
       .posts = body_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "name", .group = "body");

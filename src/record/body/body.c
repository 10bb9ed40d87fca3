#include "core/pulse.h"

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

/* A CO stands in a VO, a VO in an LSO, an LSO in a network, a network in a
 * larger one; a group under any of them (3.7, 4.1, 5.1, 7). Men's and women's bodies federate apart (4.1, E):
 * a women's body under a men's warns. */
static void parent_judge(const struct body *x, const struct body_view *v,
                         struct findings *f)
{
    static const int8_t tier[] = { 1, 2, 3, 0, 4 };

    if (x->nature >= 0 && v->parent_nature != INT_NONE &&
        tier[v->parent_nature] <
            tier[x->nature] + (x->nature != NATURE_NETWORK))
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

/* The body itself, and what is told of it by day: what was found of it, its
 * meetings, the carrying over of its old books, its offices; and the rhythms
 * that bodies of its nature are judged by. */
enum { WHAT_BODY, WHAT_FOUND, WHAT_LAW, WHAT_MEETING, WHAT_OPENED, WHAT_POST };
struct body_fact {
    struct id entry;
    int64_t what;
    int64_t aside; /* 1: it lies on another timeline */
    int32_t nature, sex;
    struct id rsp, project, place;
    struct date formed;
    day found, until; /* found: of the body itself DAY_NONE */
    int32_t state;
    month cutover;   /* of the RSP, here, for this kind of body */
    int64_t outside; /* 1: outside the union council of its parent */
    int64_t members; /* of a CO: who has not left */
    /* of a law; `saving` and `quorum` also of a meeting: 1 where it had it */
    int64_t enough, enough_in, few, few_in, silent, saving, quorum, posts;
    struct str office;
};
static const struct field body_fact_field[] = {
    REF(body_fact, entry, NULL, 0),
    COUNT(body_fact, what, 0, 0, 0),
    COUNT(body_fact, aside, 0, 0, 0),
    CHOICE(body_fact, nature, "co|vo|lso|group|network", 0),
    CHOICE(body_fact, sex, "women|men|mixed", 0),
    REF(body_fact, rsp, "rsp", 0),
    REF(body_fact, project, "project", 0),
    REF(body_fact, place, "place", 0),
    DATE(body_fact, formed, 0),
    DAY(body_fact, found, 0),
    DAY(body_fact, until, 0),
    CHOICE(body_fact, state, PULSE_CHOICES, 0),
    MONTH(body_fact, cutover, 0),
    COUNT(body_fact, outside, 0, 0, 0),
    COUNT(body_fact, members, 0, 0, 0),
    COUNT(body_fact, enough, 0, 0, 0),
    COUNT(body_fact, enough_in, 0, 0, 0),
    COUNT(body_fact, few, 0, 0, 0),
    COUNT(body_fact, few_in, 0, 0, 0),
    COUNT(body_fact, silent, 0, 0, 0),
    COUNT(body_fact, saving, 0, 0, 0),
    COUNT(body_fact, quorum, 0, 0, 0),
    COUNT(body_fact, posts, 0, 0, 0),
    TEXT(body_fact, office, 0, 0),
};

/* Of a CO when it is formed: 15-25 (SRSO, SUCCESS), typically 20-25 (NRSP);
 * later joiners, deaths and mergers push it outside (institutions, 3.1). */
enum { CO_LEAST = 15, CO_MOST = 25 };

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
        bool ends = f[i].state >= PULSE_DISSOLVED;

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

/* ---- active, irregular, dormant -----------------------------------------*/

static void pulse_add(struct pulse *p, const struct body_fact *f,
                      struct pulse_law *law, struct pulse_meeting *meeting,
                      struct pulse_post *post)
{
    if (f->what == WHAT_LAW)
        law[p->laws++] = (struct pulse_law){
            .since = f->found,
            .until = f->until,
            .active_meetings = f->enough,
            .active_months = f->enough_in,
            .irregular_meetings = f->few,
            .irregular_months = f->few_in,
            .dormant_months = f->silent,
            .needs_saving = f->saving == 1,
            .needs_quorum = f->quorum == 1,
            .needs_posts = f->posts == INT_NONE ? 0 : f->posts
        };
    else if (f->what == WHAT_MEETING)
        meeting[p->meetings++] = (struct pulse_meeting){ f->entry, f->found,
                                                         f->saving == 1,
                                                         f->quorum != 0 };
    else if (f->what == WHAT_POST)
        post[p->posts++] = (struct pulse_post){ f->office, f->found, f->until };
    else if (f->what == WHAT_OPENED && p->opened == DAY_NONE)
        p->opened = f->found;
}

/* How it stands in its rhythm at each month's end; `own` is the body, then what
 * was found of it. Groups and networks are not counted by their state. */
static void states_post(const struct body_fact *facts, size_t n,
                        const struct body_fact *own, size_t found, month since,
                        struct postings *out)
{
    static const char *const nature[] = { "co", "vo", "lso" };
    struct pulse_law *law = arena_many(out->arena, struct pulse_law, n);
    struct pulse_meeting *meeting = arena_many(out->arena, struct pulse_meeting,
                                               n);
    struct pulse_post *post = arena_many(out->arena, struct pulse_post, n);
    struct pulse_word *word = arena_many(out->arena, struct pulse_word, n);
    struct pulse p = { .entry = own->entry,
                       .formed = own->formed.on,
                       .opened = DAY_NONE,
                       .law = law,
                       .meeting = meeting,
                       .word = word,
                       .post = post };
    struct posting like = { .rsp = own->rsp,
                            .project = own->project,
                            .place = own->place };

    if (own->nature >= NATURE_GROUP)
        return;
    for (size_t i = 1; i < found; i++)
        if (own[i].found >= own->formed.on)
            word[p.words++] = (struct pulse_word){ own[i].entry, own[i].found,
                                                   own[i].state };
    for (size_t i = 0; i < n; i++)
        pulse_add(&p, &facts[i], law, meeting, post);
    pulse_post(&p, &like, nature[own->nature], since, out);
}

/* ---- all it adds --------------------------------------------------------*/

/* The body, then what was found of it by day. False: it does not count. */
static bool own_facts(const struct body_fact *f, size_t n,
                      struct body_fact *own, size_t *found)
{
    *found = 1;
    own->what = WHAT_FOUND;
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_BODY)
            own[0] = f[i];
        else if (f[i].what == WHAT_FOUND)
            own[(*found)++] = f[i];
    return own->what == WHAT_BODY;
}

static void months_from(struct postings *p, month since)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->n; i++)
        if (p->at[i].month >= since)
            p->at[kept++] = p->at[i];
    p->n = kept;
}

static void level_post(const struct body_fact *own, const struct hold *h,
                       size_t holds, struct postings *out)
{
    static const char *const indicator[] = { "co", "vo", "lso", "group" };
    static const char *const split[] = { "co.women", "co.men", "co.mixed" };
    struct posting like = { .place = own->place };

    if (own->nature == NATURE_NETWORK)
        return;
    like.indicator = str_of(indicator[own->nature]);
    post_holds(out, &like, h, holds);
    if (own->nature == NATURE_CO) {
        like.indicator = str_of(split[own->sex]);
        post_holds(out, &like, h, holds);
    }
}

/* One body from the month it was formed until the month it ended, and its
 * state by its meetings. Groups are never counted as COs (3.7); networks are
 * not counted. */
static bool body_posts(const void *facts, size_t n, month since,
                       struct postings *out)
{
    struct body_fact *own = arena_many(out->arena, struct body_fact, n + 1);
    struct hold *h = arena_many(out->arena, struct hold, n + 1);
    size_t found, holds;

    if (!own_facts(facts, n, own, &found))
        return true; /* told of a body that does not count */
    if (since != MONTH_NONE && since <= month_of(DAY_FIRST))
        since = MONTH_NONE;
    holds = body_holds(own, found, h, out);
    if (own->outside == 1)
        remark(out, own->entry, WARN, "body.outside_parent", "parent", 0, 0);
    size_remark(own, h[holds - 1].until == HOLD_OPEN, out);
    level_post(own, h, holds, out);
    months_from(out, since);
    states_post(facts, n, own, found, since, out);
    return true;
}

/* A Community Organisation, Village Organisation, Local Support Organisation,
 * group or network: where it stands, whose it is, since when. */
RECORD(body, .view = COLUMNS(body_view), .fact = COLUMNS(body_fact),
       .posts = body_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "name", .group = "body");

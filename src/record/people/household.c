#include "core/core.h"

/* What nobody said is none of them: every such field is optional. */
#define FAITHS "muslim|hindu|scheduled_caste|christian|sikh|other"

struct household {
    struct str number;
    struct id place;
    struct date since;
    int64_t lat, lon; /* microdegrees north and east */
    int32_t headed, faith, landless, home;
    struct hash sealed;
    struct str head;
};
static const struct field household_field[] = {
    TEXT(household, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(household, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(household, since, 0),
    COUNT(household, lat, -90000000, 90000000, FIELD_DEGREES),
    COUNT(household, lon, -180000000, 180000000, FIELD_DEGREES),
    CHOICE(household, headed, "woman|man", 0),
    CHOICE(household, faith, FAITHS, 0),
    CHOICE(household, landless, "yes|no", 0),
    CHOICE(household, home, "own|rented|free|other", 0),
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

/* Pakistan with its territories, in microdegrees. */
enum { SOUTH = 23500000, NORTH = 37200000, WEST = 60800000, EAST = 77900000 };

static void point_judge(const struct household *x, struct findings *f)
{
    if ((x->lat == INT_NONE) != (x->lon == INT_NONE))
        tell(f, WARN, "household.half_a_point", "lat");
    if (x->lat != INT_NONE && (x->lat < SOUTH || x->lat > NORTH))
        tell(f, WARN, "household.point_abroad", "lat");
    if (x->lon != INT_NONE && (x->lon < WEST || x->lon > EAST))
        tell(f, WARN, "household.point_abroad", "lon");
}

static void household_rule(const struct household *x,
                           const struct household_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->since.on != DAY_NONE &&
        x->since.on > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->level != INT_NONE && v->level < UNION_COUNCIL)
        tell(f, WARN, "household.where_exactly", "place");
    point_judge(x, f);
}

/* The household itself, then what became of it, then its scores, then the
 * memberships of whoever lived in it, for as long as she did. */
enum what { WHAT_SELF, WHAT_FATE, WHAT_SCORE, WHAT_MEMBER };

struct household_fact {
    int64_t what;
    struct id entry; /* its own, or what was said of it */
    struct id cause; /* a score's, a membership's */
    day begins;      /* signed, found, scored or joined on */
    struct id place; /* of the household */
    struct id rsp, project;
    int32_t sex;
    struct date joined, ended; /* joined: since when the household is known */
    day closed;                /* the CO ended; the score is no more */
    day lived_since, lived_until;
    int32_t state;
    struct str point; /* "CARD.23": the whole part of a score */
    month cutover;    /* of the RSP, here, for households */
    struct id person; /* a membership's: the record that she is in the end */
};
static const struct field household_fact_field[] = {
    COUNT(household_fact, what, 0, 0, 0),
    REF(household_fact, entry, NULL, 0),
    REF(household_fact, cause, NULL, 0),
    DAY(household_fact, begins, 0),
    REF(household_fact, place, "place", 0),
    REF(household_fact, rsp, "rsp", 0),
    REF(household_fact, project, "project", 0),
    CHOICE(household_fact, sex, "women|men", 0),
    DATE(household_fact, joined, 0),
    DATE(household_fact, ended, 0),
    DAY(household_fact, closed, 0),
    DAY(household_fact, lived_since, 0),
    DAY(household_fact, lived_until, 0),
    CHOICE(household_fact, state, "present|migrated|merged|split|dissolved", 0),
    TEXT(household_fact, point, 120, 0),
    MONTH(household_fact, cutover, 0),
    REF(household_fact, person, "person", 0),
};

struct holds {
    struct hold *at;
    size_t n;
};

static struct holds holds_start(struct postings *out, size_t most)
{
    return (struct holds){ arena_many(out->arena, struct hold, most + 1), 0 };
}

/* While both stand. RSP, project and cutover are those of `a`. */
static struct holds holds_both(const struct holds *a, const struct holds *b,
                               struct postings *out)
{
    struct holds both = holds_start(out, a->n * b->n);

    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++) {
            struct hold h = a->at[i];
            const struct hold *with = &b->at[j];

            if (with->since > h.since) {
                h.since = with->since;
                h.opens = with->opens;
            }
            if (with->until < h.until) {
                h.until = with->until;
                h.closes = with->closes;
            }
            if (h.since < h.until)
                both.at[both.n++] = h;
        }
    return both;
}

/* A household is known from the first that is said of it: the day in its own
 * entry, a membership, a score. */
static struct date known_since(const struct household_fact *f, size_t n)
{
    struct date since = f->joined;

    if (since.on == DAY_NONE)
        since = (struct date){ f->begins, GRAIN_DAY };
    for (size_t i = 1; i < n; i++) {
        day begins = f[i].begins;

        if (f[i].what == WHAT_FATE)
            continue;
        if (f[i].what == WHAT_MEMBER && f[i].lived_since != DAY_NONE &&
            f[i].lived_since > begins)
            begins = f[i].lived_since;
        if (f[i].what == WHAT_MEMBER && f[i].lived_until != DAY_NONE &&
            f[i].lived_until <= begins)
            continue;
        if (begins < since.on)
            since = (struct date){ begins, GRAIN_DAY };
    }
    return since;
}

enum { FATE_PRESENT };

/* Nobody files it: it counts whether or not registers do. */
static void at_once(struct holds *h)
{
    for (size_t i = 0; i < h->n; i++)
        h->at[i].cutover = h->at[i].since;
}

/* From when it is known until it moved, merged, split up or dissolved, and anew
 * when it is present again. */
static struct holds presence_of(const struct household_fact *f, size_t n,
                                struct postings *out)
{
    struct holds h = holds_start(out, n);
    struct date since = known_since(f, n);
    bool open = true, ended = false;

    h.at[h.n++] = hold_of(f->entry, since, DATE_NONE, DAY_NONE);
    for (size_t i = 1; i < n && f[i].what == WHAT_FATE; i++) {
        bool ends = f[i].state != FATE_PRESENT;

        if (f[i].begins < since.on) {
            remark(out, f[i].entry, WARN, "fate.before_known", "since", 0, 0);
            continue;
        }
        if (ends && ended && !open)
            remark(out, f[i].entry, WARN, "fate.after_end", "since", 0, 0);
        if (ends && open) {
            h.at[h.n - 1].until = month_of(f[i].begins);
            h.at[h.n - 1].closes = f[i].entry;
        } else if (!ends && !open) {
            h.at[h.n++] = hold_of(f[i].entry,
                                  (struct date){ f[i].begins, GRAIN_DAY },
                                  DATE_NONE, DAY_NONE);
        }
        open = !ends;
        ended |= ends;
    }
    at_once(&h);
    return h;
}

/* Memberships of one sex, or of both (-1), each while she lived here. */
static struct holds members_of(const struct household_fact *f, size_t n,
                               int32_t sex, struct postings *out)
{
    struct holds h = holds_start(out, n);

    for (size_t i = 0; i < n; i++) {
        struct date joined = f[i].joined, ended = f[i].ended;

        if (f[i].what != WHAT_MEMBER || (sex >= 0 && f[i].sex != sex))
            continue;
        if (f[i].lived_since != DAY_NONE && f[i].lived_since > joined.on)
            joined = (struct date){ f[i].lived_since, GRAIN_DAY };
        if (f[i].lived_until != DAY_NONE &&
            (ended.on == DAY_NONE || f[i].lived_until < date_end(ended)))
            ended = (struct date){ f[i].lived_until, GRAIN_DAY };
        h.at[h.n] = hold_of(f[i].cause, joined, ended, f[i].closed);
        h.at[h.n].rsp = f[i].rsp;
        h.at[h.n].project = f[i].project;
        h.at[h.n].who = f[i].person;
        h.at[h.n++].cutover = f[i].cutover;
    }
    return h;
}

static struct holds at_point(const struct household_fact *f, size_t n,
                             struct str point, struct postings *out)
{
    struct holds h = holds_start(out, n);

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_SCORE && str_same(f[i].point, point))
            h.at[h.n++] = hold_of(f[i].cause,
                                  (struct date){ f[i].begins, GRAIN_DAY },
                                  DATE_NONE, f[i].closed);
    return h;
}

typedef void post_fn(struct postings *, const struct posting *,
                     const struct hold *, size_t);

/* "hh", or of a point "hh@CARD.23", as `put` counts. */
static void holds_post(post_fn *put, const struct household_fact *self,
                       const char *whole, struct str point,
                       const struct holds *h, struct postings *out)
{
    struct buf name = buf_start(out->arena);

    if (!h->n)
        return;
    buf_z(&name, whole);
    if (point.n) {
        buf_char(&name, '@');
        buf_add(&name, point);
    }
    put(out,
        &(struct posting){ .indicator = buf_str(&name), .place = self->place },
        h->at, h->n);
}

/* When it was known, when organised, and when through women and men. */
enum { SEXES = 2 };
struct stood {
    struct holds known, organised, by_sex[SEXES];
};

/* Its women, its men in COs: each of them once, whatever she is in. Nobody
 * filed it where she lives, so it counts at once. */
static void heads_post(const struct household_fact *self, int32_t sex,
                       struct str point, struct holds *h, struct postings *out)
{
    static const char *const heads[SEXES] = { "organised.women",
                                              "organised.men" };

    at_once(h);
    holds_post(post_heads, self, heads[sex], point, h, out);
}

static void point_post(const struct household_fact *f, size_t n,
                       struct str code, const struct stood *s,
                       struct postings *out)
{
    struct holds point = at_point(f, n, code, out), of;

    of = holds_both(&s->known, &point, out);
    holds_post(post_holds, f, "hh.known", code, &of, out);
    of = holds_both(&s->organised, &point, out);
    at_once(&of);
    holds_post(post_holds, f, "hh", code, &of, out);
    for (int32_t sex = 0; sex < SEXES; sex++) {
        of = holds_both(&s->by_sex[sex], &point, out);
        heads_post(f, sex, code, &of, out);
    }
}

/* Each point at which any of its scores stood, once. Bands, classes, rates and
 * cut-offs of every scheme are sums of these (report/spread.c). */
static void points_post(const struct household_fact *f, size_t n,
                        const struct stood *s, struct postings *out)
{
    for (size_t i = 0; i < n; i++) {
        bool before = !f[i].point.n;

        for (size_t j = 0; j < i; j++)
            before |= str_same(f[j].point, f[i].point);
        if (!before)
            point_post(f, n, f[i].point, s, out);
    }
}

/* Known while it is here; organised while, being here, any of its persons is in
 * any CO: one in a men's and a women's CO counts once (institutions.md 14.2,
 * 1), and once more through a woman, through a man. */
static bool household_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    static const char *const by_sex[SEXES] = { "hh.women", "hh.men" };
    const struct household_fact *f = facts;
    struct holds members;
    struct stood s;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->what != WHAT_SELF)
        return true; /* said of a household that does not count */
    s.known = presence_of(f, n, out);
    members = members_of(f, n, -1, out);
    s.organised = holds_both(&members, &s.known, out);
    holds_post(post_holds, f, "hh.known", S(""), &s.known, out);
    holds_post(post_holds, f, "hh", S(""), &s.organised, out);
    for (int32_t sex = 0; sex < SEXES; sex++) {
        members = members_of(f, n, sex, out);
        s.by_sex[sex] = holds_both(&members, &s.known, out);
        at_once(&s.by_sex[sex]);
        holds_post(post_holds, f, by_sex[sex], S(""), &s.by_sex[sex], out);
        heads_post(f, sex, S(""), &s.by_sex[sex], out);
    }
    points_post(f, n, &s, out);
    return true;
}

/* A household of a settlement, by the number it has in the survey or register.
 * Who heads it is sealed. */
RECORD(household, .view = COLUMNS(household_view),
       .fact = COLUMNS(household_fact), .posts = household_posts,
       .young = "person|member", .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "number", .group = "people");

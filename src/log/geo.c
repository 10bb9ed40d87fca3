/* geo - all the places above a place, each with the days it is so.
 *
 * A place has two parents, of local government and of the revenue, each on a
 * timeline of its own; what lies above is the union over both sides. */
#include <stdlib.h>
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

#define GEO_DEEP 16 /* levels; deeper is a circle */

struct geo_link {
    day since;
    struct id lg, revenue; /* none: this side stays */
};
struct geo_links {
    struct geo_link *at;
    size_t n;
};
struct geo {
    struct keeper *k;
    struct map links;  /* place -> struct geo_links */
    struct map levels; /* place -> int64 */
    day *cut;          /* days when anything changes */
    size_t cuts, cut_room;
    struct map seen; /* places whose cuts were taken */
};

static struct geo_links links_of(struct geo *g, struct id place)
{
    bool fresh;
    struct geo_links found = { 0 }, *kept = map_at(&g->links, place.b, &fresh);
    struct rows r;
    size_t room = 0;

    if (!fresh)
        return *kept;
    r = db_rows(g->k->db, SQL_GEO_LINKS);
    db_bind_id(&r, 1, place);
    while (db_next(&r)) {
        arena_room(&g->k->batch, found.at, found.n, room);
        found.at[found.n++] =
            (struct geo_link){ db_null(&r, 0) ? DAY_NONE : (day)db_int(&r, 0),
                               db_id(&r, 1), db_id(&r, 2) };
    }
    *(struct geo_links *)map_find(&g->links, place.b) = found;
    return found;
}

static int level_of(struct geo *g, struct id place)
{
    bool fresh;
    int64_t level = -1, *kept = map_at(&g->levels, place.b, &fresh);
    struct rows r;

    if (!fresh)
        return (int)*kept;
    r = db_rows(g->k->db, SQL_GEO_LEVEL);
    db_bind_id(&r, 1, place);
    if (db_next(&r))
        level = db_int(&r, 0);
    db_done(&r);
    *(int64_t *)map_find(&g->levels, place.b) = level;
    return (int)level;
}

/* Parents on a day: the last link of each side that had begun. */
static void parents_on(struct geo *g, struct id place, day on, struct id *lg,
                       struct id *revenue)
{
    struct geo_links l = links_of(g, place);

    *lg = *revenue = ID_NONE;
    for (size_t i = 0; i < l.n; i++) {
        if (l.at[i].since != DAY_NONE && l.at[i].since > on)
            continue;
        if (!id_none(l.at[i].lg))
            *lg = l.at[i].lg;
        if (!id_none(l.at[i].revenue))
            *revenue = l.at[i].revenue;
    }
}

static void cut_add(struct geo *g, day on)
{
    for (size_t i = 0; i < g->cuts; i++)
        if (g->cut[i] == on)
            return;
    arena_room(&g->k->batch, g->cut, g->cuts, g->cut_room);
    g->cut[g->cuts++] = on;
}

/* Each place once: moves may lead in a circle, by accident or on purpose. */
static void cuts_find(struct geo *g, struct id place)
{
    struct geo_links l = links_of(g, place);
    bool fresh;

    map_at(&g->seen, place.b, &fresh);
    if (!fresh)
        return;
    for (size_t i = 0; i < l.n; i++) {
        if (l.at[i].since != DAY_NONE && i > 0)
            cut_add(g, l.at[i].since);
        if (!id_none(l.at[i].lg))
            cuts_find(g, l.at[i].lg);
        if (!id_none(l.at[i].revenue))
            cuts_find(g, l.at[i].revenue);
    }
}

static int day_order(const void *a, const void *b)
{
    day x = *(const day *)a, y = *(const day *)b;

    return (x > y) - (x < y);
}

/* Adds `place` and everything above it on a day, each once. */
static void climb(struct geo *g, struct id place, day on, int deep,
                  struct aboves *out, size_t room)
{
    struct id lg, revenue;
    int level = level_of(g, place);

    if (deep > GEO_DEEP || level < 0)
        return;
    for (size_t i = 0; i < out->n; i++)
        if (id_same(out->at[i].place, place))
            return;
    if (out->n == room)
        return;
    out->at[out->n++] = (struct above){ place, level, on, on };
    parents_on(g, place, on, &lg, &revenue);
    if (!id_none(lg))
        climb(g, lg, on, deep + 1, out, room);
    if (!id_none(revenue))
        climb(g, revenue, on, deep + 1, out, room);
}

/* Joins what holds from one day on to what was known until then. */
static void span_add(struct aboves *all, struct arena *a,
                     const struct above *one, day since, day until)
{
    struct above *more;

    for (size_t i = 0; i < all->n; i++)
        if (id_same(all->at[i].place, one->place) &&
            all->at[i].until == since) {
            all->at[i].until = until;
            return;
        }
    more = arena_many(a, struct above, all->n + 1);
    if (all->n)
        memcpy(more, all->at, all->n * sizeof *more);
    more[all->n] = (struct above){ one->place, one->level, since, until };
    all->at = more;
    all->n++;
}

static int above_order(const void *a, const void *b)
{
    const struct above *x = a, *y = b;
    int order = id_order(x->place, y->place);

    return order ? order : (x->since > y->since) - (x->since < y->since);
}

static struct aboves aboves_make(struct geo *g, struct id place)
{
    struct aboves all = { 0 };

    if (level_of(g, place) < 0)
        return all;
    g->cuts = 0;
    cut_add(g, DAY_NONE);
    map_clear(&g->seen);
    cuts_find(g, place);
    qsort(g->cut, g->cuts, sizeof *g->cut, day_order);
    for (size_t i = 0; i < g->cuts; i++) {
        struct above space[64];
        struct aboves one = { space, 0 };
        day until = i + 1 < g->cuts ? g->cut[i + 1] : INT32_MAX;

        climb(g, place, g->cut[i], 0, &one, LEN(space));
        for (size_t j = 0; j < one.n; j++)
            span_add(&all, &g->k->batch, &one.at[j], g->cut[i], until);
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, above_order);
    return all;
}

/* ---- the table ----------------------------------------------------------*/

const struct aboves *geo_above(struct keeper *k, struct id place)
{
    bool fresh;
    struct aboves *kept = map_at(&k->near, place.b, &fresh), found = { 0 };
    struct rows r;
    size_t room = 0;

    if (!fresh)
        return kept;
    r = db_rows(k->db, SQL_AREA_OF);
    db_bind_id(&r, 1, place);
    while (db_next(&r)) {
        arena_room(&k->batch, found.at, found.n, room);
        found.at[found.n++] = (struct above){ db_id(&r, 0),
                                              (int32_t)db_int(&r, 1),
                                              (day)db_int(&r, 2),
                                              (day)db_int(&r, 3) };
    }
    kept = map_find(&k->near, place.b);
    *kept = found;
    return kept;
}

static bool aboves_same(const struct aboves *a, const struct aboves *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!id_same(a->at[i].place, b->at[i].place) ||
            a->at[i].level != b->at[i].level ||
            a->at[i].since != b->at[i].since ||
            a->at[i].until != b->at[i].until)
            return false;
    return true;
}

static void area_write(struct keeper *k, struct id place,
                       const struct aboves *now)
{
    struct rows r = db_rows(k->db, SQL_AREA_CLEAR);

    db_bind_id(&r, 1, place);
    db_run(&r);
    for (size_t i = 0; i < now->n; i++) {
        r = db_rows(k->db, SQL_AREA_PUT);
        db_bind_id(&r, 1, place);
        db_bind_id(&r, 2, now->at[i].place);
        db_bind_int(&r, 3, now->at[i].level);
        db_bind_int(&r, 4, now->at[i].since);
        db_bind_int(&r, 5, now->at[i].until);
        db_run(&r);
    }
}

/* What stands in figures for this place's postings, taken out (-1) or put in
 * (1) for everything that lies above it as the cache now says. */
static void figures_again(struct keeper *k, struct id place, int sign)
{
    struct rows r;

    if (k->anew) /* there are no postings yet */
        return;
    r = db_rows(k->db, SQL_POSTING_SUMS_OF_PLACE);
    db_bind_id(&r, 1, place);
    while (db_next(&r)) {
        struct posting p = { .indicator = db_str(&r, 0),
                             .place = place,
                             .rsp = db_id(&r, 2),
                             .project = db_id(&r, 3),
                             .month = (month)db_int(&r, 1) };

        figure_add(k, &p, sign * db_int(&r, 4), sign * db_int(&r, 5));
    }
}

static void children_move(struct keeper *k, struct id place)
{
    struct rows r = db_rows(k->db, SQL_GEO_CHILDREN);
    bool fresh;

    db_bind_id(&r, 1, place);
    while (db_next(&r)) {
        struct id child = db_id(&r, 0);

        map_at(&k->moved, child.b, &fresh);
    }
}

static void place_renew(struct geo *g, struct id place)
{
    struct keeper *k = g->k;
    struct aboves was = *geo_above(k, place);
    struct aboves now = aboves_make(g, place);

    if (aboves_same(&was, &now))
        return;
    if (was.n) {
        place_before(k, place);
        figures_again(k, place, -1);
    }
    area_write(k, place, &now);
    *(struct aboves *)map_find(&k->near, place.b) = now;
    figures_again(k, place, 1);
    place_again(k, place);
    children_move(k, place); /* theirs goes through here */
}

void geo_renew(struct keeper *k)
{
    struct geo g = { .k = k,
                     .links = map_of(sizeof(struct id),
                                     sizeof(struct geo_links)),
                     .levels = map_of(sizeof(struct id), sizeof(int64_t)),
                     .seen = map_of(sizeof(struct id), 0) };

    for (size_t i = 0; i < k->moved.n; i++) {
        struct id place;

        memcpy(place.b, map_key(&k->moved, i), sizeof place.b);
        place_renew(&g, place);
    }
    map_clear(&k->moved);
    map_free(&g.links);
    map_free(&g.levels);
    map_free(&g.seen);
}

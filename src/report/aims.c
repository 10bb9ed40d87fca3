/* aims - what was meant to be reached in a year, place by place. */
#include "report/aims.h"
#include <stdlib.h>

#include "aims.sql.h"
#include "core/fiscal.h"
#include "report/inside.h"

enum { YEAR = 12 }; /* months */

/* Of whom something is meant, and once somebody asked, what these did. */
struct aim_part {
    struct whose of;
    bool read, said;
    int64_t done;
};

/* One of several. */
struct aim_whom {
    struct aim_part *part;
    struct aim_whom *next; /* NULL: the last */
};

/* What is said of one indicator by one RSP and project for one place. */
struct word {
    struct str indicator;
    struct id rsp, project, place;
    struct aim_part *part;
    int64_t in_month, to_date, in_year;
    int nature; /* of several the least counts: plans, the year, its parts */
};
enum { WORD_PLAN, WORD_YEAR, WORD_PART };

struct gather {
    struct db *db;
    struct arena *arena;
    month july, as_of;
    struct id rsp, project;
    struct word *word;
    size_t words, word_room;
    struct aim_above *above;
    size_t aboves, above_room;
    struct aim *aim;
    size_t aims, aim_room;
};

static void word_add(struct gather *g, const struct word *w)
{
    if ((!id_none(g->rsp) && !id_same(g->rsp, w->rsp)) ||
        (!id_none(g->project) && !id_same(g->project, w->project)))
        return;
    arena_room(g->arena, g->word, g->words, g->word_room);
    g->word[g->words++] = *w;
}

/* ---- what is said -------------------------------------------------------*/

static void plans_read(struct gather *g)
{
    struct rows r = db_rows(g->db, SQL_AIMS_PLANNED);
    int year, mon, mday;

    day_split(month_first(g->july), &year, &mon, &mday);
    db_bind_int(&r, 1, year);
    db_bind_int(&r, 2, month_end(g->as_of));
    while (db_next(&r)) {
        struct word w = { .indicator = arena_str(g->arena, db_str(&r, 0)),
                          .rsp = db_id(&r, 1),
                          .project = db_id(&r, 2),
                          .place = db_id(&r, 3),
                          .nature = WORD_PLAN };

        for (int i = 0; i < YEAR; i++) {
            int64_t v = db_null(&r, 4 + i) ? 0 : db_int(&r, 4 + i);

            w.in_year += v;
            if (g->july + i <= g->as_of)
                w.to_date += v;
            if (g->july + i == g->as_of)
                w.in_month = v;
        }
        word_add(g, &w);
    }
}

static void targets_read(struct gather *g)
{
    struct rows r = db_rows(g->db, SQL_AIMS_SET);
    month june = g->july + YEAR - 1;

    db_bind_int(&r, 1, g->july);
    db_bind_int(&r, 2, june);
    while (db_next(&r)) {
        bool whole = db_int(&r, 4) == g->july && db_int(&r, 5) == june;

        word_add(g, &(struct word){
                        .indicator = arena_str(g->arena, db_str(&r, 0)),
                        .rsp = db_id(&r, 1),
                        .project = db_id(&r, 2),
                        .place = db_id(&r, 3),
                        .in_year = db_int(&r, 6),
                        .nature = whole ? WORD_YEAR : WORD_PART });
    }
}

static void aboves_read(struct gather *g)
{
    struct rows r = db_rows(g->db, SQL_AIMS_ABOVE);
    int year, mon, mday;

    day_split(month_first(g->july), &year, &mon, &mday);
    db_bind_int(&r, 1, year);
    db_bind_int(&r, 2, g->july);
    db_bind_int(&r, 3, g->july + YEAR - 1);
    db_bind_int(&r, 4, month_end(g->as_of));
    while (db_next(&r)) {
        arena_room(g->arena, g->above, g->aboves, g->above_room);
        g->above[g->aboves++] = (struct aim_above){ db_id(&r, 0),
                                                    db_id(&r, 1) };
    }
}

/* ---- one word for each --------------------------------------------------*/

/* By indicator, RSP, project and place: whose word it is. */
static int word_whose(const struct word *x, const struct word *y)
{
    int order = str_order(x->indicator, y->indicator);

    if (!order)
        order = id_order(x->rsp, y->rsp);
    if (!order)
        order = id_order(x->project, y->project);
    return order ? order : id_order(x->place, y->place);
}

static int word_key(const void *a, const void *b)
{
    return word_whose(a, b);
}

static int word_order(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    int order = word_whose(x, y);

    return order ? order : x->nature - y->nature;
}

/* Of plans and of parts of a year all are added; of words for a whole year the
 * largest, should there be two. */
static void word_join(struct word *to, const struct word *w)
{
    if (w->nature != to->nature)
        return;
    if (w->nature == WORD_YEAR) {
        if (w->in_year > to->in_year)
            to->in_year = w->in_year;
        return;
    }
    to->in_month += w->in_month;
    to->to_date += w->to_date;
    to->in_year += w->in_year;
}

static void words_join_same(struct gather *g)
{
    size_t n = 0;

    if (!g->words)
        return;
    qsort(g->word, g->words, sizeof *g->word, word_order);
    for (size_t i = 0; i < g->words; i++)
        if (n && !word_whose(&g->word[n - 1], &g->word[i]))
            word_join(&g->word[n - 1], &g->word[i]);
        else
            g->word[n++] = g->word[i];
    g->words = n;
}

/* ---- up the places ------------------------------------------------------*/

static void aim_add(struct gather *g, const struct word *w, struct id place)
{
    struct aim_whom *whom = arena_new(g->arena, struct aim_whom);

    *whom = (struct aim_whom){ w->part, NULL };
    arena_room(g->arena, g->aim, g->aims, g->aim_room);
    g->aim[g->aims++] = (struct aim){ .indicator = w->indicator,
                                      .place = place,
                                      .in_month = w->in_month,
                                      .to_date = w->to_date,
                                      .in_year = w->in_year,
                                      .monthly = w->nature == WORD_PLAN,
                                      .of = whom };
}

/* The first of what lies above a place; they come by place. */
static size_t above_first(const struct aim_above *above, size_t n,
                          struct id place)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (id_order(above[mid].place, place) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* To the place itself and to all above it, up to the first that says its own. */
static void word_climb(struct gather *g, const struct word *w)
{
    aim_add(g, w, w->place);
    for (size_t i = above_first(g->above, g->aboves, w->place);
         i < g->aboves && id_same(g->above[i].place, w->place); i++) {
        struct word own = *w;

        own.place = g->above[i].above;
        if (bsearch(&own, g->word, g->words, sizeof own, word_key))
            return;
        aim_add(g, w, own.place);
    }
}

static int aim_order(const void *a, const void *b)
{
    const struct aim *x = a, *y = b;
    int order = str_order(x->indicator, y->indicator);

    return order ? order : id_order(x->place, y->place);
}

struct aims aims_read(struct db *db, struct arena *a, month as_of,
                      struct id rsp, struct id project)
{
    struct gather g = { .db = db,
                        .arena = a,
                        .july = fiscal_july(as_of),
                        .as_of = as_of,
                        .rsp = rsp,
                        .project = project };
    size_t n = 0;

    plans_read(&g);
    targets_read(&g);
    words_join_same(&g);
    if (!g.words)
        return (struct aims){ NULL, 0, NULL, 0 };
    aboves_read(&g);
    for (size_t i = 0; i < g.words; i++) {
        struct word *w = &g.word[i];

        w->part = arena_new(a, struct aim_part);
        *w->part = (struct aim_part){ .of = { w->place, w->rsp, w->project } };
        word_climb(&g, w);
    }
    qsort(g.aim, g.aims, sizeof *g.aim, aim_order);
    for (size_t i = 0; i < g.aims; i++)
        if (n && !aim_order(&g.aim[n - 1], &g.aim[i])) {
            g.aim[n - 1].in_month += g.aim[i].in_month;
            g.aim[n - 1].to_date += g.aim[i].to_date;
            g.aim[n - 1].in_year += g.aim[i].in_year;
            g.aim[n - 1].monthly &= g.aim[i].monthly;
            g.aim[i].of->next = g.aim[n - 1].of;
            g.aim[n - 1].of = g.aim[i].of;
        } else {
            g.aim[n++] = g.aim[i];
        }
    return (struct aims){ g.aim, n, g.above, g.aboves };
}

const struct aim *aims_find(const struct aims *x, struct str indicator,
                            struct id place)
{
    struct aim key = { .indicator = indicator, .place = place };

    return x->n ? bsearch(&key, x->at, x->n, sizeof key, aim_order) : NULL;
}

/* ---- what they did ------------------------------------------------------*/

static bool place_within(const struct aims *x, struct id place, struct id in)
{
    if (id_same(place, in))
        return true;
    for (size_t i = above_first(x->above, x->aboves, place);
         i < x->aboves && id_same(x->above[i].place, place); i++)
        if (id_same(x->above[i].above, in))
            return true;
    return false;
}

/* Is all that one does also the other's? */
static bool part_within(const struct aims *x, const struct whose *a,
                        const struct whose *in)
{
    return (id_none(in->rsp) || id_same(a->rsp, in->rsp)) &&
           (id_none(in->project) || id_same(a->project, in->project)) &&
           place_within(x, a->place, in->place);
}

static bool part_counted(const struct aims *x, const struct aim *aim,
                         const struct aim_part *part)
{
    for (const struct aim_whom *w = aim->of; w; w = w->next)
        if (w->part != part && part_within(x, &part->of, &w->part->of))
            return true;
    return false;
}

bool aim_done(struct db *db, struct arena *a, const struct reference *r,
              const struct question *q, const struct measure *m,
              const struct aims *x, const struct aim *aim, int64_t *out)
{
    const month at[] = { q->as_of, fiscal_july(q->as_of) - 1 };
    bool said = false;

    *out = 0;
    for (const struct aim_whom *w = aim->of; w; w = w->next) {
        struct aim_part *part = w->part;
        int64_t v[LEN(at)];

        if (part_counted(x, aim, part))
            continue;
        if (!part->read) {
            part->said = number_whose(db, a, r, q, m, &part->of, at, LEN(at),
                                      v);
            part->done = v[0] - v[1];
            part->read = true;
        }
        said |= part->said;
        *out += part->done;
    }
    return said;
}

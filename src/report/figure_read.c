/* figure_read - as-of sums out of the table of figures, never from postings.
 * Checked sums are all sums less those that stand under "open.INDICATOR".
 *
 * An as-of is the carried row of a July and the months since. Several months
 * are read together: each July's carried rows once, then one range of months
 * that is added to every as-of it belongs to. */
#include <stdlib.h>
#include <string.h>

#include "figure_read.sql.h"
#include "log/log.h"
#include "report/inside.h"

struct gather {
    struct arena *arena;
    const struct figure_ask *ask;
    struct str indicator;
    int sign; /* of what is read now */
    month july[FIGURE_POINTS];
    struct figure *at;
    size_t n, room;
    uint32_t *slot; /* figure + 1; 0 is free */
    size_t slots;
};

static size_t slot_of(const struct gather *g, struct id place, struct id rsp)
{
    uint64_t a, b;
    size_t i;

    memcpy(&a, place.b, sizeof a);
    memcpy(&b, rsp.b, sizeof b);
    a = (a ^ (b * UINT64_C(0x9E3779B97F4A7C15))) * UINT64_C(0xD6E8FEB86659FD93);
    i = (size_t)(a >> 20) & (g->slots - 1);
    while (g->slot[i] && !(id_same(g->at[g->slot[i] - 1].place, place) &&
                           id_same(g->at[g->slot[i] - 1].rsp, rsp)))
        i = (i + 1) & (g->slots - 1);
    return i;
}

static void gather_grow(struct gather *g)
{
    struct figure *more = arena_many(g->arena, struct figure,
                                     g->room = g->room ? 2 * g->room : 64);

    if (g->n)
        memcpy(more, g->at, g->n * sizeof *more);
    g->at = more;
    g->slots = 4 * g->room;
    g->slot = arena_many(g->arena, uint32_t, g->slots);
    for (size_t i = 0; i < g->n; i++)
        g->slot[slot_of(g, g->at[i].place, g->at[i].rsp)] = (uint32_t)i + 1;
}

static struct figure *gather_at(struct gather *g, struct id place,
                                struct id rsp)
{
    struct figure *f;
    size_t i;

    if (g->n == g->room)
        gather_grow(g);
    i = slot_of(g, place, rsp);
    if (g->slot[i])
        return &g->at[g->slot[i] - 1];
    g->slot[i] = (uint32_t)++g->n;
    f = &g->at[g->n - 1];
    *f = (struct figure){ .place = place,
                          .rsp = rsp,
                          .at = arena_many(g->arena, int64_t,
                                           (size_t)g->ask->points) };
    return f;
}

/* Rows of (place, rsp, project, amount, n[, month]); carried ones belong to
 * the as-ofs of that July, months to those that they lie before. */
static void gather_rows(struct gather *g, struct rows *r, bool carried,
                        month july)
{
    const struct figure_ask *q = g->ask;

    while (db_next(r)) {
        month m = carried ? july : (month)db_int(r, 5);
        struct figure *f;

        if (!id_none(q->project) && !id_same(q->project, db_id(r, 2)))
            continue;
        f = gather_at(g, db_id(r, 0), db_id(r, 1));
        for (int i = 0; i < q->points; i++)
            if (carried ? g->july[i] == july :
                          g->july[i] <= m && m <= q->at[i]) {
                f->at[i] += g->sign * db_int(r, 3);
                f->said |= db_int(r, 4) != 0;
            }
    }
}

static void carried_read(struct gather *g, month july, struct db *db)
{
    const struct figure_ask *q = g->ask;
    bool one = !id_none(q->place);
    struct rows r = db_rows(db,
                            one ? SQL_FIGURE_CARRIED_AT : SQL_FIGURE_CARRIED);

    db_bind_text(&r, 1, g->indicator);
    db_bind_int(&r, 2, q->level);
    db_bind_int(&r, 3, july);
    if (one)
        db_bind_id(&r, 4, q->place);
    db_bind_int(&r, one ? 5 : 4, q->on);
    gather_rows(g, &r, true, july);
}

static void months_read(struct gather *g, month first, month last,
                        struct db *db)
{
    const struct figure_ask *q = g->ask;
    bool one = !id_none(q->place);

    for (month m = first; m <= last; m++) {
        struct rows r = db_rows(db, one ? SQL_FIGURE_MONTHLY_AT :
                                          SQL_FIGURE_MONTHLY);

        db_bind_text(&r, 1, g->indicator);
        db_bind_int(&r, 2, q->level);
        db_bind_int(&r, 3, m);
        if (one) {
            db_bind_id(&r, 4, q->place);
        } else {
            db_bind_int(&r, 4, last);
            m = last;
        }
        db_bind_int(&r, 5, q->on);
        gather_rows(g, &r, false, MONTH_NONE);
    }
}

static int figure_order(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    int order = id_order(x->place, y->place);

    return order ? order : id_order(x->rsp, y->rsp);
}

static struct str open_name(struct arena *a, struct str indicator)
{
    struct buf b = buf_start(a);

    buf_z(&b, CHECK_OPEN);
    buf_add(&b, indicator);
    return buf_str(&b);
}

static void sums_read(struct gather *g, struct db *db)
{
    const struct figure_ask *ask = g->ask;
    month first = INT32_MAX, last = INT32_MIN;

    for (int i = 0; i < ask->points; i++) {
        bool read = false;

        if (g->july[i] < first)
            first = g->july[i];
        if (ask->at[i] > last)
            last = ask->at[i];
        for (int j = 0; j < i; j++)
            read |= g->july[j] == g->july[i];
        if (!read)
            carried_read(g, g->july[i], db);
    }
    months_read(g, first, last, db);
}

static void code_read(struct gather *g, struct str code, struct db *db)
{
    g->indicator = code;
    g->sign = 1;
    sums_read(g, db);
    if (g->ask->figures != FIGURES_CHECKED)
        return;
    g->indicator = open_name(g->arena, code);
    g->sign = -1;
    sums_read(g, db);
}

struct figures figures_read(struct db *db, struct arena *a,
                            const struct figure_ask *ask)
{
    struct gather g = { .arena = a, .ask = ask };

    MUST(ask->points > 0 && ask->points <= FIGURE_POINTS);
    figure_julys(db, ask->at, ask->points, g.july);
    code_read(&g, ask->indicator, db);
    if (ask->also.n)
        code_read(&g, ask->also, db);
    if (g.n)
        qsort(g.at, g.n, sizeof *g.at, figure_order);
    return (struct figures){ g.at, g.n };
}

const struct figure *figures_find(const struct figures *f, struct id place,
                                  struct id rsp)
{
    struct figure key = { .place = place, .rsp = rsp };

    if (!f->n)
        return NULL;
    return bsearch(&key, f->at, f->n, sizeof *f->at, figure_order);
}

struct figures figures_of(const struct figures *f, struct id place)
{
    size_t low = 0, high = f->n, end;

    if (!f->n)
        return (struct figures){ NULL, 0 };
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (id_order(f->at[mid].place, place) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < f->n && id_same(f->at[end].place, place); end++)
        ;
    return (struct figures){ f->at + low, end - low };
}

/* seek_groups - all rows that are asked for, read once and counted in groups.
 *
 * A database would sort the rows to group them, and look for what each of them
 * refers to. Here what they refer to is read once, as the index of its field has
 * it, and each row is put beside others of its group as it comes. Places are
 * fewer than rows: what lies above them is asked when all are counted. */
#include "web/list/seek_inside.h"

#include <stdlib.h>

/* One column of the rows, numbered in `told`. */
struct lane {
    const struct field *f, *by; /* f NULL: there is no such column */
    struct each *told;
    bool through; /* the column is a reference: `of` says what it stands for */
    struct each ref;
    int32_t *of;
    struct str last; /* rows of one thing come together: what was said before */
    int32_t at;
    int col;
};
/* Rows of one group are put together by what they say. */
struct gather {
    struct seek_groups *out;
    struct each seen;
    size_t room;
};

int64_t seek_number(struct str told)
{
    int64_t n;

    MUST(told.n == sizeof n);
    memcpy(&n, told.p, sizeof n);
    return n;
}

/* What a row says: the bytes of an id and of a number lie in it. */
struct told {
    struct id id;
    struct str text;
};

/* False: nothing is said. */
static bool told_take(const struct field *f, struct rows *r, int col,
                      struct told *out)
{
    int64_t n;

    if (f->type == FIELD_REF) {
        out->id = db_id(r, col);
        out->text = (struct str){ (const char *)out->id.b, sizeof out->id.b };
        return !id_none(out->id);
    }
    if (db_null(r, col))
        return false;
    if (f->type == FIELD_CODE) {
        out->text = db_str(r, col);
        return true;
    }
    n = db_int(r, col);
    memcpy(out->id.b, &n, sizeof n);
    out->text = (struct str){ (const char *)out->id.b, sizeof n };
    return true;
}

/* Rows of one thing come together: is it what the row before said? */
static bool told_again(const struct lane *l, const struct told *t)
{
    if (l->last.n != t->text.n)
        return false;
    return t->text.n == sizeof t->id.b ?
               !memcmp(l->last.p, t->text.p, sizeof t->id.b) :
               str_same(l->last, t->text);
}

static int32_t told_put(struct lane *l, const struct told *t)
{
    if (!told_again(l, t)) {
        l->at = (int32_t)each_put(l->told, t->text);
        l->last = l->told->at[l->at];
    }
    return l->at;
}

/* ---- what rows refer to -------------------------------------------------*/

/* All there are of what `by` refers to, each with its field. False: there are
 * more than `most`, and each row had better look for its own. */
static bool lane_read(struct rq *rq, struct lane *l, int64_t most)
{
    struct query q = query_start(rq);
    size_t room = 0;
    struct told said;
    struct rows r;

    buf_fmt(&q.sql, "SELECT o.entry, o.%s FROM %s o LIMIT ", l->f->name,
            l->by->of);
    query_said_int(&q, most);
    r = query_rows(&q);
    while ((int64_t)l->ref.n < most && db_next(&r)) {
        if (!told_take(l->by, &r, 0, &said))
            continue;
        each_put(&l->ref, said.text);
        arena_room(rq->arena, l->of, l->ref.n - 1, room);
        l->of[l->ref.n - 1] = told_take(l->f, &r, 1, &said) ?
                                  told_put(l, &said) :
                                  -1;
    }
    l->through = (int64_t)l->ref.n < most;
    db_done(&r);
    l->last = S("");
    return l->through;
}

static void lane_start(struct rq *rq, struct lane *l, struct each *told,
                       const struct field *f, const struct field *by)
{
    *told = (struct each){ .arena = rq->arena };
    *l = (struct lane){ .f = f, .by = by, .told = told };
    l->ref.arena = rq->arena;
}

/* ---- rows ---------------------------------------------------------------*/

static int32_t lane_take(struct lane *l, struct rows *r)
{
    struct told said;
    size_t at;

    if (!l->f || !told_take(l->through ? l->by : l->f, r, l->col, &said))
        return -1;
    if (!l->through)
        return told_put(l, &said);
    if (told_again(l, &said))
        return l->at;
    at = each_find(&l->ref, said.text);
    l->at = at == SIZE_MAX ? -1 : l->of[at]; /* it refers to nothing */
    l->last = at == SIZE_MAX ? S("") : l->ref.at[at];
    return l->at;
}

static void gather_add(struct gather *g, const struct seek_group *add)
{
    struct seek_groups *out = g->out;
    struct str key = { (const char *)add->at, sizeof add->at };
    size_t i = each_put(&g->seen, key);

    if (i == out->n) {
        arena_room(g->seen.arena, out->at, out->n, g->room);
        memcpy(out->at[out->n++].at, add->at, sizeof add->at);
    }
    out->at[i].n += add->n;
    out->at[i].said |= add->said;
    out->large |= add->said &&
                  !int_add(out->at[i].sum, add->sum, &out->at[i].sum);
}

static void lanes_select(struct query *q, struct lane *lane)
{
    int cols = 0;

    query_put(q, "SELECT ");
    for (int i = 0; i < 3; i++) {
        struct lane *l = &lane[i];

        if (!l->f)
            continue;
        l->col = cols++;
        query_put(q, l->col ? ", " : "");
        query_put(q, l->through ? query_value(q, l->by, NULL) :
                                  query_value(q, l->f, l->by));
    }
    query_put(q, cols ? "" : "1");
}

/* The rows come first in `from`, for their words take the first parameters. */
static struct rows lanes_rows(struct rq *rq, const struct seek *s,
                              const struct cond *driver, struct lane *lane,
                              int64_t most)
{
    struct query q = query_start(rq);
    struct str from;

    seek_few_from(&q, s, driver);
    from = buf_str(&q.sql);
    q.sql = buf_start(rq->arena);
    lanes_select(&q, lane);
    buf_add(&q.sql, from);
    query_put(&q, " LIMIT ");
    query_said_int(&q, most);
    return query_rows(&q);
}

static void row_take(struct gather *g, struct lane *lane, bool apart,
                     struct rows *r)
{
    struct seek_group *last = g->out->n ? &g->out->at[g->out->n - 1] : NULL;
    struct seek_group one = { .n = 1, .at = { -1, -1, -1 } };

    one.at[0] = lane_take(&lane[0], r);
    one.at[1] = lane_take(&lane[1], r);
    if (lane[2].f && apart)
        one.at[2] = lane_take(&lane[2], r);
    else if (lane[2].f && !db_null(r, lane[2].col)) {
        one.said = true;
        one.sum = db_int(r, lane[2].col);
    }
    if (last && !one.said && !memcmp(last->at, one.at, sizeof one.at))
        last->n++;
    else
        gather_add(g, &one);
}

/* ---- places above -------------------------------------------------------*/

/* For each of `told` which of `out` lies above it; -1: none of that level. */
static int32_t *lifted(struct rq *rq, const struct each *told, int level,
                       struct each *out)
{
    int32_t *to = arena_many(rq->arena, int32_t, told->n + 1);

    *out = (struct each){ .arena = rq->arena };
    for (size_t i = 0; i < told->n; i++)
        to[i] = -1;
    for (size_t i = 0; i < told->n; i += SEEK_ABOVE) {
        size_t n = told->n - i < SEEK_ABOVE ? told->n - i : SEEK_ABOVE;
        struct rows r = query_above(rq, told->at + i, n, level);

        while (db_next(&r)) {
            struct id place = db_id(&r, 0), above = db_id(&r, 1);
            size_t at = each_find(told, (struct str){ (const char *)place.b,
                                                      sizeof place.b });

            if (at != SIZE_MAX && to[at] < 0)
                to[at] = (int32_t)each_put(out,
                                           (struct str){ (const char *)above.b,
                                                         sizeof above.b });
        }
        db_done(&r);
    }
    return to;
}

/* Groups of places as groups of what lies above them. */
static void groups_lift(struct rq *rq, const struct seek_key key[2],
                        struct seek_groups *out)
{
    struct seek_groups low = *out;
    struct gather g = { .out = out, .seen = { .arena = rq->arena } };
    int32_t *to[2] = { NULL, NULL };

    for (int i = 0; i < 2; i++)
        if (key[i].f && key[i].level >= 0)
            to[i] = lifted(rq, &low.told[i], key[i].level, &out->told[i]);
    if (!to[0] && !to[1])
        return;
    out->at = NULL;
    out->n = 0;
    for (size_t i = 0; i < low.n; i++) {
        for (int k = 0; k < 2; k++)
            if (to[k] && low.at[i].at[k] >= 0)
                low.at[i].at[k] = to[k][low.at[i].at[k]];
        gather_add(&g, &low.at[i]);
    }
}

/* ---- all of it ----------------------------------------------------------*/

static int group_order(const void *a, const void *b)
{
    const struct seek_group *x = a, *y = b;

    for (int i = 0; i < 3; i++)
        if (x->at[i] != y->at[i])
            return x->at[i] < y->at[i] ? -1 : 1;
    return 0;
}

/* Is what it refers to read as a whole? Not for a few rows of many things. */
static bool reads_through(struct rq *rq, const struct seek_key *key, bool many)
{
    return key->f && key->by &&
           (many || !seek_many(rq, kind_find(str_of(key->by->of))));
}

bool seek_groups(struct rq *rq, const struct seek *asked,
                 const struct seek_key key[2], const struct seek_value *value,
                 int64_t most, struct seek_groups *out)
{
    struct seek own = *asked;
    const struct cond *driver = NULL;
    bool wide = false, many = seek_many(rq, asked->kind);
    struct gather g = { .out = out, .seen = { .arena = rq->arena } };
    struct lane lane[3];
    struct rows r;

    *out = (struct seek_groups){ .n = 0 };
    seek_reach(rq, &own);
    if (many)
        driver = cond_driver(rq, &own, &wide);
    for (int i = 0; i < 2; i++) {
        lane_start(rq, &lane[i], &out->told[i], key[i].f, key[i].by);
        if (!driver && reads_through(rq, &key[i], many) &&
            !lane_read(rq, &lane[i], most))
            lane_start(rq, &lane[i], &out->told[i], key[i].f, key[i].by);
    }
    lane_start(rq, &lane[2], &out->told[2], value->f, NULL);
    r = lanes_rows(rq, &own, driver, lane, most + 1);
    for (; out->rows <= most && db_next(&r); out->rows++)
        row_take(&g, lane, value->apart, &r);
    db_done(&r);
    if (out->rows > most)
        return false;
    groups_lift(rq, key, out);
    if (out->n)
        qsort(out->at, out->n, sizeof *out->at, group_order);
    return true;
}

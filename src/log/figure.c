/* figure - sums of postings over places and months, kept with each commit.
 *
 * A posting counts at its place and at everything above it, for the days on
 * which that lies above. For every July after it there is a carried row, the
 * sum of all before, so that any as-of reads twelve months at most. Carried
 * rows reach the last July on or before the last month that has postings. */
#include <stdlib.h>
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

struct figure_key {
    struct id place, rsp, project;
    int32_t indicator, level, carried, month, since, until;
};
struct sum {
    int64_t amount, n;
};

void figure_forget(struct keeper *k)
{
    map_clear(&k->figure);
    map_clear(&k->placed);
    map_clear(&k->indicator);
    map_clear(&k->months);
}

static int32_t indicator_number(struct keeper *k, struct str code)
{
    char key[INDICATOR_BYTES] = { 0 };
    bool fresh;
    int64_t *number;

    MUST(code.n < sizeof key);
    memcpy(key, code.p, code.n);
    number = map_at(&k->indicator, key, &fresh);
    if (fresh)
        *number = (int64_t)k->indicator.n - 1;
    return (int32_t)*number;
}

static struct figure_key key_of(struct keeper *k, const struct posting *p)
{
    return (struct figure_key){ .place = p->place,
                                .rsp = p->rsp,
                                .project = p->project,
                                .indicator = indicator_number(k, p->indicator),
                                .month = p->month };
}

static void sum_add(struct map *sums, const struct figure_key *key,
                    int64_t amount, int64_t n)
{
    bool fresh;
    struct sum *s = map_at(sums, key, &fresh);

    s->amount += amount;
    s->n += n;
}

/* At all that lies above its place. */
static void above_add(struct keeper *k, struct figure_key key, int64_t amount,
                      int64_t n)
{
    const struct aboves *up = geo_above(k, key.place);

    for (size_t i = 0; i < up->n; i++) {
        key.place = up->at[i].place;
        key.level = up->at[i].level;
        key.since = up->at[i].since;
        key.until = up->at[i].until;
        sum_add(&k->figure, &key, amount, n);
    }
}

void figure_add(struct keeper *k, const struct posting *p, int64_t amount,
                int64_t n)
{
    above_add(k, key_of(k, p), amount, n);
}

void figure_put(struct keeper *k, const struct posting *p, int64_t amount,
                int64_t n)
{
    struct figure_key key = key_of(k, p);

    sum_add(&k->placed, &key, amount, n);
}

static void aboves_ahead(struct keeper *k)
{
    struct map asked = map_of(sizeof(struct id), 0);

    db_ahead_end(k->db);
    for (size_t i = 0; i < k->placed.n; i++) {
        struct figure_key key;
        struct rows r;
        bool fresh;

        memcpy(&key, map_key(&k->placed, i), sizeof key);
        map_at(&asked, key.place.b, &fresh);
        if (!fresh || map_find(&k->near, key.place.b))
            continue;
        r = db_rows(k->db, SQL_AREA_OF);
        db_bind_id(&r, 1, key.place);
        db_ahead(&r);
    }
    map_free(&asked);
}

/* A batch has many postings of one place and month: they are summed before
 * they go up. */
static void placed_spread(struct keeper *k)
{
    if (db_is_far(k->db))
        aboves_ahead(k);
    for (size_t i = 0; i < k->placed.n; i++) {
        const struct sum *s = map_value(&k->placed, i);
        struct figure_key key;

        memcpy(&key, map_key(&k->placed, i), sizeof key);
        if (s->amount || s->n)
            above_add(k, key, s->amount, s->n);
    }
    map_clear(&k->placed);
}

void figure_month_add(struct keeper *k, month m, int64_t n)
{
    int32_t key = m;
    bool fresh;

    *(int64_t *)map_at(&k->months, &key, &fresh) += n;
}

/* The July on or before a month. */
static month july_of(month m)
{
    month in_year = ((m % 12) + 12) % 12;

    return m - (in_year + 6) % 12;
}

struct span {
    month first, last;
    bool any;
};

static struct span span_read(struct db *db)
{
    struct rows r = db_rows(db, SQL_FIGURE_MONTH_ENDS);
    struct span s = { 0 };

    if (db_next(&r) && !db_null(&r, 0))
        s = (struct span){ (month)db_int(&r, 0), (month)db_int(&r, 1), true };
    db_done(&r);
    return s;
}

void figure_julys(struct db *db, const month *as_of, int n, month *july)
{
    struct span s = span_read(db);

    for (int i = 0; i < n; i++) {
        month asked = july_of(as_of[i]), last = s.any ? july_of(s.last) : asked;

        july[i] = asked < last ? asked : last;
    }
}

static void key_bind(struct rows *r, const struct keeper *k,
                     const struct figure_key *key, int carried, month m)
{
    const char *code = map_key(&k->indicator, (size_t)key->indicator);

    db_bind_text(r, 1, str_of(code));
    db_bind_int(r, 2, key->level);
    db_bind_int(r, 3, carried);
    db_bind_int(r, 4, m);
    db_bind_blob(r, 5, key->place.b, sizeof key->place.b);
    db_bind_blob(r, 6, key->rsp.b, sizeof key->rsp.b);
    db_bind_blob(r, 7, key->project.b, sizeof key->project.b);
    db_bind_int(r, 8, key->since);
    db_bind_int(r, 9, key->until);
}

static void cell_write(struct keeper *k, const struct figure_key *key,
                       int carried, month m, const struct sum *s)
{
    struct rows r;

    if (!s->amount && !s->n)
        return;
    r = db_rows(k->db, SQL_FIGURE_ADD);
    key_bind(&r, k, key, carried, m);
    db_bind_int(&r, 10, s->amount);
    db_bind_int(&r, 11, s->n);
    db_run(&r);
}

/* A cell may have come to nothing. */
static void cell_sweep(struct keeper *k, const struct figure_key *key,
                       int carried, month m, const struct sum *s)
{
    struct rows r;

    if (s->n >= 0)
        return;
    r = db_rows(k->db, SQL_FIGURE_SWEEP);
    key_bind(&r, k, key, carried, m);
    db_run(&r);
}

struct cell {
    const char *code; /* of its indicator */
    const struct figure_key *key;
    const struct sum *sum;
};

/* In the order of the table's key, so that neighbours are written together. */
static int cell_order(const void *a, const void *b)
{
    const struct cell *c = a, *d = b;
    const struct figure_key *x = c->key, *y = d->key;
    int order = c->code == d->code ? 0 : strcmp(c->code, d->code);

    if (!order)
        order = (x->level > y->level) - (x->level < y->level);
    if (!order)
        order = (x->month > y->month) - (x->month < y->month);
    if (!order)
        order = id_order(x->place, y->place);
    if (!order)
        order = id_order(x->rsp, y->rsp);
    return order ? order : id_order(x->project, y->project);
}

static void sums_write(struct keeper *k, struct map *sums, int carried)
{
    struct cell *cell = malloc(sums->n * sizeof *cell + 1);

    MUST(cell);
    for (size_t i = 0; i < sums->n; i++) {
        const struct figure_key *key = map_key(sums, i);

        cell[i] = (struct cell){ map_key(&k->indicator, (size_t)key->indicator),
                                 key, map_value(sums, i) };
    }
    qsort(cell, sums->n, sizeof *cell, cell_order);
    for (size_t i = 0; i < sums->n; i++)
        cell_write(k, cell[i].key, carried, cell[i].key->month, cell[i].sum);
    for (size_t i = 0; i < sums->n; i++)
        cell_sweep(k, cell[i].key, carried, cell[i].key->month, cell[i].sum);
    free(cell);
}

/* A key's sums of a batch, months and the carried rows they change, without
 * writing a cell twice: carried rows are gathered in a map of their own. */
static void cells_write(struct keeper *k, month last_july)
{
    struct map carried = map_of(sizeof(struct figure_key), sizeof(struct sum));
    bool fresh;

    for (size_t i = 0; i < k->figure.n; i++) {
        const struct sum *s = map_value(&k->figure, i);
        struct figure_key key;

        memcpy(&key, map_key(&k->figure, i), sizeof key);
        for (month j = july_of(key.month) + 12; j <= last_july; j += 12) {
            struct sum *c;

            key.month = j;
            c = map_at(&carried, &key, &fresh);
            c->amount += s->amount;
            c->n += s->n;
        }
    }
    sums_write(k, &k->figure, 0);
    sums_write(k, &carried, 1);
    map_free(&carried);
}

static void months_write(struct keeper *k)
{
    struct rows r;

    for (size_t i = 0; i < k->months.n; i++) {
        int64_t n = *(int64_t *)map_value(&k->months, i);
        int32_t m;

        memcpy(&m, map_key(&k->months, i), sizeof m);
        if (!n)
            continue;
        r = db_rows(k->db, SQL_FIGURE_MONTH_ADD);
        db_bind_int(&r, 1, m);
        db_bind_int(&r, 2, n);
        db_run(&r);
    }
    r = db_rows(k->db, SQL_FIGURE_MONTH_SWEEP);
    db_run(&r);
}

void figure_flush(struct keeper *k)
{
    struct span was, now;
    struct rows r;

    placed_spread(k);
    if (!k->figure.n && !k->months.n)
        return;
    was = span_read(k->db);
    months_write(k);
    now = span_read(k->db);
    cells_write(k, was.any ? july_of(was.last) :
                   now.any ? july_of(now.last) :
                             MONTH_NONE);
    for (month j = july_of(was.last) + 12;
         was.any && now.any && j <= july_of(now.last); j += 12) {
        r = db_rows(k->db, SQL_FIGURE_CARRY);
        db_bind_int(&r, 1, j);
        db_bind_int(&r, 2, j - 12);
        db_run(&r);
    }
    if (was.any && (!now.any || july_of(now.last) < july_of(was.last))) {
        r = db_rows(k->db, SQL_FIGURE_UNCARRY);
        db_bind_int(&r, 1, now.any ? july_of(now.last) : MONTH_NONE);
        db_run(&r);
    }
    figure_forget(k);
}

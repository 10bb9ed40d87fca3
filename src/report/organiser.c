/* organiser - who brought about what figures count. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "log/log.h"
#include "organiser.sql.h"
#include "report/inside.h"
#include "report/organiser.h"

enum {
    MANY = 512, /* of which one question asks */
    WALK = 64   /* behind one figure: the place's meetings are read together */
};

struct charge {
    struct id staff, unit;
    day since;
};
/* Of an organisation; in `doers.charge`, the latest first. */
struct charges {
    uint32_t at; /* which it is in `doers.body` */
    size_t first, n;
    bool known;
};
/* Of an entry: who is named in it, else of which organisation it is. */
struct behind {
    struct id staff;
    uint32_t body; /* in `doers.body`, + 1; 0: of none */
    day on;
};
struct doers {
    struct db *db;
    struct arena *arena;
    struct map walked; /* place -> nothing: its meetings are read */
    struct map entry;  /* id -> struct behind */
    struct map body;   /* id -> struct charges */
    struct charge *charge;
    size_t charges, room;
};

struct doers *doers_open(struct db *db, struct arena *a)
{
    struct doers *d = arena_new(a, struct doers);

    *d = (struct doers){ .db = db,
                         .arena = a,
                         .walked = map_of(sizeof(struct id), 0),
                         .entry = map_of(sizeof(struct id),
                                         sizeof(struct behind)),
                         .body = map_of(sizeof(struct id),
                                        sizeof(struct charges)) };
    return d;
}

void doers_close(struct doers *d)
{
    map_free(&d->walked);
    map_free(&d->entry);
    map_free(&d->body);
}

/* ---- whose an entry is ----------------------------------------------------*/

static day day_or_none(const struct rows *r, int col)
{
    return db_null(r, col) ? DAY_NONE : (day)db_int(r, col);
}

/* Which it is, + 1; 0 of none. */
static uint32_t body_at(struct doers *d, struct id body)
{
    struct charges *c;
    bool fresh;

    if (id_none(body))
        return 0;
    c = map_at(&d->body, &body, &fresh);
    if (fresh)
        c->at = (uint32_t)d->body.n - 1;
    return c->at + 1;
}

static void behind_put(struct doers *d, struct id entry, struct behind b)
{
    bool fresh;
    struct behind *to = map_at(&d->entry, &entry, &fresh);

    *to = b;
}

/* Rows of (entry, body, day); those of one body mostly lie together. */
static void bodies_read(struct doers *d, struct rows *r)
{
    struct id last = ID_NONE;
    uint32_t at = 0;

    while (db_next(r)) {
        struct id body = db_id(r, 1);

        if (!id_same(body, last))
            at = body_at(d, body);
        last = body;
        behind_put(d, db_id(r, 0),
                   (struct behind){ ID_NONE, at, day_or_none(r, 2) });
    }
}

static void meetings_read(struct doers *d, const struct question *q, month july)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_MEETINGS);

    db_bind_id(&r, 1, q->place);
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_int(&r, 3, month_first(july));
    db_bind_int(&r, 4, month_end(q->as_of));
    bodies_read(d, &r);
}

static struct behind behind_find(struct doers *d, struct id entry)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_BEHIND);
    struct behind b = { ID_NONE, 0, DAY_NONE };

    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        b = (struct behind){ db_id(&r, 0), body_at(d, db_id(&r, 1)),
                             day_or_none(&r, 2) };
    db_done(&r);
    if (!id_none(b.staff) || b.body)
        return b;
    r = db_rows(d->db, SQL_ORGANISER_HOME);
    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        b = (struct behind){ ID_NONE, body_at(d, db_id(&r, 0)),
                             day_or_none(&r, 1) };
    db_done(&r);
    return b;
}

/* The staff and unit of the first row; ends the statement. */
static struct credit credit_read(struct rows *r)
{
    struct credit c = { .staff = ID_NONE };

    if (db_next(r))
        c = (struct credit){ .staff = db_id(r, 0), .unit = db_id(r, 1) };
    db_done(r);
    return c;
}

/* Of n of them, at most MANY. */
static void charges_ask(struct doers *d, const struct id *body, size_t n)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_CHARGES);
    struct charges *c = NULL;
    struct id last = ID_NONE;

    db_bind_blob(&r, 1, body, n * sizeof *body);
    while (db_next(&r)) {
        struct id of = db_id(&r, 0);

        if (!c || !id_same(of, last)) {
            c = map_find(&d->body, &of);
            MUST(c);
            c->first = d->charges;
        }
        last = of;
        arena_room(d->arena, d->charge, d->charges, d->room);
        d->charge[d->charges++] = (struct charge){ db_id(&r, 1), db_id(&r, 2),
                                                   (day)db_int(&r, 3) };
        c->n++;
    }
}

/* Of all organisations that are new since it was last asked. */
static void charges_read(struct doers *d)
{
    struct id some[MANY];
    size_t n = 0;

    for (size_t i = 0; i < d->body.n; i++) {
        struct charges *c = map_value(&d->body, i);

        if (!c->known)
            memcpy(&some[n++], map_key(&d->body, i), sizeof *some);
        c->known = true;
        if (n == MANY || (n && i + 1 == d->body.n)) {
            charges_ask(d, some, n);
            n = 0;
        }
    }
}

static struct credit charged(const struct doers *d, uint32_t body, day on)
{
    const struct charges *c = map_value(&d->body, body - 1);

    for (size_t i = c->first; i < c->first + c->n; i++)
        if (d->charge[i].since <= on)
            return (struct credit){ .staff = d->charge[i].staff,
                                    .unit = d->charge[i].unit };
    return (struct credit){ .staff = ID_NONE };
}

static struct credit login_of(struct db *db, struct str login, day on)
{
    struct rows r;

    if (!login.n)
        return (struct credit){ .staff = ID_NONE };
    r = db_rows(db, SQL_ORGANISER_LOGIN);
    db_bind_text(&r, 1, login);
    db_bind_int(&r, 2, on);
    return credit_read(&r);
}

/* Who took the fact, else who signed it. */
static struct credit signer(struct db *db, struct arena *a, struct id entry)
{
    struct arena_mark mark = arena_mark(a);
    struct credit c = { .staff = ID_NONE };
    struct seen seen;

    if (log_see(db, entry, a, &seen)) {
        day on = entry_day(&seen.entry);

        c = login_of(db, seen.entry.took, on);
        if (id_none(c.staff))
            c = login_of(db, seen.entry.author, on);
    }
    arena_back(a, mark);
    return c;
}

static struct id unit_of(struct db *db, struct id staff)
{
    struct rows r = db_rows(db, SQL_ORGANISER_UNIT);
    struct id unit = ID_NONE;

    db_bind_id(&r, 1, staff);
    if (db_next(&r))
        unit = db_id(&r, 0);
    db_done(&r);
    return unit;
}

struct behind_row {
    struct id entry;
    month month;
    int64_t amount;
};

/* All that the rows' entries are of, each found once: meetings of a place
 * together where there are many, then meetings and members by the hundred, what
 * is neither one by one. */
static void rows_know(struct doers *d, const struct question *q, month july,
                      const struct behind_row *row, size_t n)
{
    struct id some[MANY];
    bool fresh = false;

    if (n > WALK)
        map_at(&d->walked, &q->place, &fresh);
    if (fresh)
        meetings_read(d, q, july);
    for (size_t i = 0, lack = 0; i < n; i++) {
        if (!map_find(&d->entry, &row[i].entry))
            some[lack++] = row[i].entry;
        if (lack == MANY || (lack && i + 1 == n)) {
            struct rows r = db_rows(d->db, SQL_ORGANISER_BODIES);

            db_bind_blob(&r, 1, some, lack * sizeof *some);
            bodies_read(d, &r);
            lack = 0;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (!map_find(&d->entry, &row[i].entry))
            behind_put(d, row[i].entry, behind_find(d, row[i].entry));
    charges_read(d);
}

/* Of an entry that is known. */
static struct credit row_whose(struct doers *d, const struct behind_row *row)
{
    const struct behind *b = map_find(&d->entry, &row->entry);
    struct credit c = { .staff = b->staff };

    if (!id_none(b->staff)) {
        c.unit = unit_of(d->db, b->staff);
        return c;
    }
    if (b->body) {
        bool same = b->on != DAY_NONE && month_of(b->on) == row->month;

        c = charged(d, b->body, same ? b->on : month_end(row->month));
    }
    return id_none(c.staff) ? signer(d->db, d->arena, row->entry) : c;
}

/* ---- the sum of each ----------------------------------------------------*/

struct gather {
    struct arena *arena;
    struct credit *at;
    size_t n, room, last; /* whose the last one was: mostly the next is too */
};

static int credit_order(const void *a, const void *b)
{
    const struct credit *x = a, *y = b;

    return id_order(x->staff, y->staff);
}

/* Few work in one place: a list is looked through. */
static struct credit *credit_find(struct gather *g, const struct credit *of)
{
    if (g->n && id_same(g->at[g->last].staff, of->staff))
        return &g->at[g->last];
    for (g->last = 0; g->last < g->n; g->last++)
        if (id_same(g->at[g->last].staff, of->staff))
            return &g->at[g->last];
    arena_room(g->arena, g->at, g->n, g->room);
    g->at[g->n] = (struct credit){ .staff = of->staff, .unit = of->unit };
    return &g->at[g->n++];
}

/* Whatever is behind a figure since July; of all of it is known whose it is. */
static size_t rows_read(struct doers *d, const struct question *q,
                        struct str indicator, month july,
                        struct behind_row **out)
{
    struct str also = measure_also(q, indicator);
    struct rows r = db_rows(d->db, SQL_ORGANISER_POSTINGS);
    struct behind_row *row = NULL;
    size_t n = 0, room = 0;

    db_bind_text(&r, 1, indicator);
    db_bind_int(&r, 2, july);
    db_bind_int(&r, 3, q->as_of);
    db_bind_id(&r, 4, q->place);
    db_bind_id(&r, 5, q->rsp);
    db_bind_id(&r, 6, q->project);
    db_bind_int(&r, 7, month_end(q->as_of));
    db_bind_text(&r, 8, also.n ? also : indicator);
    db_bind_int(&r, 9, q->figures == FIGURES_CHECKED);
    while (db_next(&r)) {
        arena_room(d->arena, row, n, room);
        row[n++] = (struct behind_row){ db_id(&r, 0), (month)db_int(&r, 1),
                                        db_int(&r, 2) };
    }
    rows_know(d, q, july, row, n);
    *out = row;
    return n;
}

struct credits credits_read(struct doers *d, const struct question *q,
                            struct str indicator, month july)
{
    struct gather g = { .arena = d->arena };
    struct behind_row *row;
    size_t n = rows_read(d, q, indicator, july, &row);

    for (size_t i = 0; i < n; i++) {
        struct credit whose = row_whose(d, &row[i]);
        struct credit *c = credit_find(&g, &whose);

        c->month[row[i].month - july] += row[i].amount;
        c->sum += row[i].amount;
    }
    if (g.n)
        qsort(g.at, g.n, sizeof *g.at, credit_order);
    return (struct credits){ g.at, g.n };
}

static int entry_order(const void *a, const void *b)
{
    const struct organiser_entry *x = a, *y = b;
    int order = id_order(x->entry, y->entry);

    if (!order)
        order = (x->month > y->month) - (x->month < y->month);
    return order ? order : (x->amount > y->amount) - (x->amount < y->amount);
}

size_t organiser_entries(struct db *db, struct arena *a,
                         const struct question *q, struct str indicator,
                         month july, const struct organiser_ask *ask,
                         struct organiser_entry **out)
{
    struct doers *d = doers_open(db, a);
    struct behind_row *row;
    size_t all = rows_read(d, q, indicator, july, &row), n = 0;
    struct organiser_entry *at = arena_many(a, struct organiser_entry, all + 1);

    for (size_t i = 0; i < all; i++) {
        struct credit c = row_whose(d, &row[i]);

        if (id_none(ask->unit) ? id_same(c.staff, ask->staff) :
                                 id_same(c.unit, ask->unit))
            at[n++] = (struct organiser_entry){ row[i].entry, row[i].month,
                                                row[i].amount };
    }
    doers_close(d);
    if (n)
        qsort(at, n, sizeof *at, entry_order);
    *out = at;
    return n;
}

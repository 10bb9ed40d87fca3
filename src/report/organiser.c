/* organiser - who brought about what figures count. */
#include "log/log.h"

#include <stdlib.h>

#include "organiser.sql.h"
#include "report/organiser.h"

struct charge {
    struct id staff, unit;
    day since;
};
struct gather {
    struct db *db;
    struct arena *arena;
    month july;
    struct credit *at;
    size_t n, room;
    /* Who has had the body that was asked for last in charge: what is behind a
     * figure comes body by body. */
    struct id body;
    struct charge *charge;
    size_t charges, charge_room;
};

/* ---- whose an entry is ----------------------------------------------------*/

struct behind {
    struct id staff, body;
    day on;
};

static day day_or_none(const struct rows *r, int col)
{
    return db_null(r, col) ? DAY_NONE : (day)db_int(r, col);
}

static struct behind behind_find(struct db *db, struct id entry)
{
    struct rows r = db_rows(db, SQL_ORGANISER_BEHIND);
    struct behind b = { ID_NONE, ID_NONE, DAY_NONE };

    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        b = (struct behind){ db_id(&r, 0), db_id(&r, 1), day_or_none(&r, 2) };
    db_done(&r);
    if (!id_none(b.staff) || !id_none(b.body))
        return b;
    r = db_rows(db, SQL_ORGANISER_HOME);
    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        b = (struct behind){ ID_NONE, db_id(&r, 0), day_or_none(&r, 1) };
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

static void charges_read(struct gather *g, struct id body)
{
    struct rows r = db_rows(g->db, SQL_ORGANISER_CHARGES);

    g->body = body;
    g->charges = 0;
    db_bind_id(&r, 1, body);
    while (db_next(&r)) {
        arena_room(g->arena, g->charge, g->charges, g->charge_room);
        g->charge[g->charges++] = (struct charge){ db_id(&r, 0), db_id(&r, 1),
                                                   (day)db_int(&r, 2) };
    }
    db_done(&r);
}

static struct credit charged(struct gather *g, struct id body, day on)
{
    if (!id_same(g->body, body))
        charges_read(g, body);
    for (size_t i = 0; i < g->charges; i++)
        if (g->charge[i].since <= on)
            return (struct credit){ .staff = g->charge[i].staff,
                                    .unit = g->charge[i].unit };
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
    struct id entry, body; /* body: of a meeting or a member, and its day */
    month month;
    day on;
    int64_t amount;
};

static struct credit row_whose(struct gather *g, const struct behind_row *row)
{
    struct behind b = id_none(row->body) ?
                          behind_find(g->db, row->entry) :
                          (struct behind){ ID_NONE, row->body, row->on };
    struct credit c = { .staff = b.staff };

    if (!id_none(b.staff)) {
        c.unit = unit_of(g->db, b.staff);
        return c;
    }
    if (!id_none(b.body)) {
        bool same = b.on != DAY_NONE && month_of(b.on) == row->month;

        c = charged(g, b.body, same ? b.on : month_end(row->month));
    }
    return id_none(c.staff) ? signer(g->db, g->arena, row->entry) : c;
}

/* ---- the sum of each ----------------------------------------------------*/

static int credit_order(const void *a, const void *b)
{
    const struct credit *x = a, *y = b;

    return id_order(x->staff, y->staff);
}

/* Few work in one place: a list is looked through. */
static struct credit *credit_find(struct gather *g, const struct credit *of)
{
    for (size_t i = 0; i < g->n; i++)
        if (id_same(g->at[i].staff, of->staff))
            return &g->at[i];
    arena_room(g->arena, g->at, g->n, g->room);
    g->at[g->n] = (struct credit){ .staff = of->staff, .unit = of->unit };
    return &g->at[g->n++];
}

static size_t rows_read(struct gather *g, const struct question *q,
                        struct str indicator, struct behind_row **out)
{
    struct str also = measure_also(q, indicator);
    struct rows r = db_rows(g->db, SQL_ORGANISER_POSTINGS);
    struct behind_row *row = NULL;
    size_t n = 0, room = 0;

    db_bind_text(&r, 1, indicator);
    db_bind_int(&r, 2, g->july);
    db_bind_int(&r, 3, q->as_of);
    db_bind_id(&r, 4, q->place);
    db_bind_id(&r, 5, q->rsp);
    db_bind_id(&r, 6, q->project);
    db_bind_int(&r, 7, month_end(q->as_of));
    db_bind_text(&r, 8, also.n ? also : indicator);
    db_bind_int(&r, 9, q->figures == FIGURES_CHECKED);
    while (db_next(&r)) {
        arena_room(g->arena, row, n, room);
        row[n++] = (struct behind_row){ .entry = db_id(&r, 0),
                                        .month = (month)db_int(&r, 1),
                                        .amount = db_int(&r, 2),
                                        .body = db_id(&r, 3),
                                        .on = day_or_none(&r, 4) };
    }
    *out = row;
    return n;
}

struct credits credits_read(struct db *db, struct arena *a,
                            const struct question *q, struct str indicator,
                            month july)
{
    struct gather g = { .db = db, .arena = a, .july = july };
    struct behind_row *row;
    size_t n = rows_read(&g, q, indicator, &row);
    struct credit whose = { .staff = ID_NONE };

    for (size_t i = 0; i < n; i++) {
        struct credit *c;

        if (!i || !id_same(row[i].entry, row[i - 1].entry) ||
            row[i].month != row[i - 1].month)
            whose = row_whose(&g, &row[i]);
        c = credit_find(&g, &whose);
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
    struct gather g = { .db = db, .arena = a, .july = july };
    struct behind_row *row;
    size_t all = rows_read(&g, q, indicator, &row), n = 0;
    struct organiser_entry *at = arena_many(a, struct organiser_entry, all + 1);

    for (size_t i = 0; i < all; i++) {
        struct credit c = row_whose(&g, &row[i]);

        if (id_none(ask->unit) ? id_same(c.staff, ask->staff) :
                                 id_same(c.unit, ask->unit))
            at[n++] = (struct organiser_entry){ row[i].entry, row[i].month,
                                                row[i].amount };
    }
    if (n)
        qsort(at, n, sizeof *at, entry_order);
    *out = at;
    return n;
}

/* organiser - who brought about what figures count. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "log/signed.h"
#include "organiser.sql.h"
#include "report/inside.h"
#include "report/organiser.h"

enum {
    MANY = SIGNED_MOST, /* of which one question asks */
    AROUND = 2          /* rows of a place that are read for one sought there */
};

/* Who has had something from a day on until another. */
struct charge {
    struct id staff;
    day since, until;
};
/* In `doers.charge`, the latest first. */
struct charges {
    size_t first, n;
};
struct body {
    uint32_t at; /* which it is in `doers.body` */
    struct charges had;
};
struct login {
    struct str name;
    struct charges had;
};

/* Of an entry: who is named in it, else of which organisation it is. */
struct behind {
    struct id staff;
    uint32_t body; /* in `doers.body`, + 1; 0: of none */
    day on;        /* DAY_NONE: it has none, or nobody needed it yet */
};
struct doers {
    struct db *db;
    struct arena *arena;
    struct id met;     /* a place of which all meetings are known */
    struct map entry;  /* id -> struct behind */
    struct map body;   /* id -> struct body */
    struct map signer; /* id -> staff, of what is nobody's otherwise */
    struct map unit;   /* staff -> unit */
    size_t bodies,
        staff; /* of which charges, units are known: the first ones */
    struct charge *charge;
    size_t charges, charge_room;
    struct login *login; /* few write for a place */
    size_t logins, login_room;
};

struct doers *doers_open(struct db *db, struct arena *a)
{
    struct doers *d = arena_new(a, struct doers);

    *d = (struct doers){ .db = db,
                         .arena = a,
                         .entry = map_of(sizeof(struct id),
                                         sizeof(struct behind)),
                         .body = map_of(sizeof(struct id), sizeof(struct body)),
                         .signer = map_of(sizeof(struct id), sizeof(struct id)),
                         .unit = map_of(sizeof(struct id), sizeof(struct id)) };
    return d;
}

void doers_close(struct doers *d)
{
    map_free(&d->entry);
    map_free(&d->body);
    map_free(&d->signer);
    map_free(&d->unit);
}

/* ---- whose an entry is ----------------------------------------------------*/

static day day_or_none(const struct rows *r, int col)
{
    return db_null(r, col) ? DAY_NONE : (day)db_int(r, col);
}

/* Which it is, + 1; 0 of none. */
static uint32_t body_at(struct doers *d, struct id body)
{
    struct body *b;
    bool fresh;

    if (id_none(body))
        return 0;
    b = map_at(&d->body, &body, &fresh);
    if (fresh)
        b->at = (uint32_t)d->body.n - 1;
    return b->at + 1;
}

static void behind_put(struct doers *d, struct id entry, struct behind b)
{
    bool fresh;
    struct behind *to = map_at(&d->entry, &entry, &fresh);

    *to = b;
}

/* Rows of (entry, body, day); those of one body mostly lie together. Returns how
 * many. */
static size_t bodies_read(struct doers *d, struct rows *r)
{
    struct id last = ID_NONE;
    uint32_t at = 0;
    size_t n = 0;

    for (; db_next(r); n++) {
        struct id body = db_id(r, 1);

        if (!id_same(body, last))
            at = body_at(d, body);
        last = body;
        behind_put(d, db_id(r, 0),
                   (struct behind){ ID_NONE, at, day_or_none(r, 2) });
    }
    return n;
}

/* What lies in the place side by side is read many times faster than it is asked
 * for: as far as that is not much more than the n that are sought. True: all of
 * it. */
static bool meetings_read(struct doers *d, const struct question *q, month july,
                          size_t n)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_MEETINGS);

    db_bind_id(&r, 1, q->place);
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_int(&r, 3, month_first(july));
    db_bind_int(&r, 4, month_end(q->as_of));
    db_bind_int(&r, 5, (int64_t)n * AROUND);
    return bodies_read(d, &r) < n * AROUND;
}

static void members_read(struct doers *d, const struct question *q, size_t n)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_MEMBERS);

    db_bind_id(&r, 1, q->place);
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_int(&r, 3, (int64_t)n * AROUND);
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

static void charge_add(struct doers *d, struct charges *to, struct charge c)
{
    arena_room(d->arena, d->charge, d->charges, d->charge_room);
    if (!to->n++)
        to->first = d->charges;
    d->charge[d->charges++] = c;
}

/* Of n of them, at most MANY. */
static void charges_ask(struct doers *d, const struct id *body, size_t n)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_CHARGES);

    db_bind_blob(&r, 1, body, n * sizeof *body);
    while (db_next(&r)) {
        struct id of = db_id(&r, 0);
        struct body *b = map_find(&d->body, &of);

        MUST(b);
        charge_add(d, &b->had,
                   (struct charge){ db_id(&r, 1), (day)db_int(&r, 2),
                                    DAY_LAST });
    }
}

static void units_ask(struct doers *d, const struct id *staff, size_t n)
{
    struct rows r = db_rows(d->db, SQL_ORGANISER_UNITS);

    db_bind_blob(&r, 1, staff, n * sizeof *staff);
    while (db_next(&r)) {
        struct id of = db_id(&r, 0), *unit = map_find(&d->unit, &of);

        MUST(unit);
        *unit = db_id(&r, 1);
    }
}

/* Asks for what has come to a map since it was last asked for. */
static void news_ask(struct doers *d, const struct map *m, size_t *known,
                     void (*ask)(struct doers *d, const struct id *id,
                                 size_t n))
{
    struct id some[MANY];

    while (*known < m->n) {
        size_t n = 0;

        for (; n < MANY && *known < m->n; n++, ++*known)
            memcpy(&some[n], map_key(m, *known), sizeof *some);
        ask(d, some, n);
    }
}

static struct id had_by(const struct doers *d, const struct charges *had,
                        day on)
{
    const struct charge *c = d->charge;

    for (size_t i = had->first; c && i < had->first + had->n; i++)
        if (c[i].since <= on && c[i].until >= on)
            return c[i].staff;
    return ID_NONE;
}

/* Who of the staff had a login on that day. */
static struct id login_of(struct doers *d, struct str login, day on)
{
    struct login *l;
    struct rows r;

    if (!login.n)
        return ID_NONE;
    for (size_t i = 0; i < d->logins; i++)
        if (str_same(d->login[i].name, login))
            return had_by(d, &d->login[i].had, on);
    arena_room(d->arena, d->login, d->logins, d->login_room);
    l = &d->login[d->logins++];
    *l = (struct login){ .name = login };
    r = db_rows(d->db, SQL_ORGANISER_LOGIN);
    db_bind_text(&r, 1, login);
    while (db_next(&r))
        charge_add(d, &l->had,
                   (struct charge){ db_id(&r, 0), (day)db_int(&r, 1),
                                    db_null(&r, 2) ? DAY_LAST :
                                                     (day)db_int(&r, 2) });
    return had_by(d, &l->had, on);
}

/* Who took the facts, else who signed them: of n entries, at most MANY. */
static void signers_ask(struct doers *d, const struct id *entry, size_t n)
{
    struct signing *s = arena_many(d->arena, struct signing, n);

    n = signings_read(d->db, entry, n, d->arena, s);
    for (size_t i = 0; i < n; i++) {
        struct id staff = login_of(d, s[i].took, s[i].on);
        bool fresh;
        struct id *to = map_at(&d->signer, &s[i].entry, &fresh);

        *to = id_none(staff) ? login_of(d, s[i].author, s[i].on) : staff;
    }
}

struct behind_row {
    struct id entry;
    month month;
    int64_t amount;
    struct id staff; /* none: nobody is known */
};

static bool is_unknown(const struct doers *d, const struct behind_row *row)
{
    return !map_find(&d->entry, &row->entry);
}

static size_t rows_lack(const struct doers *d, const struct behind_row *row,
                        size_t n)
{
    size_t lack = 0;

    for (size_t i = 0; i < n; i++)
        lack += is_unknown(d, &row[i]);
    return lack;
}

/* Its day is not known, and in its month somebody took over. */
static bool is_undated(const struct doers *d, const struct behind_row *row)
{
    const struct behind *b = map_find(&d->entry, &row->entry);
    const struct charge *c = d->charge;
    const struct body *of;

    if (!b->body || b->on != DAY_NONE)
        return false;
    of = map_value(&d->body, b->body - 1);
    for (size_t i = of->had.first; c && i < of->had.first + of->had.n; i++)
        if (c[i].since > month_first(row->month) &&
            c[i].since <= month_end(row->month))
            return true;
    return false;
}

/* Asks for those of the rows' entries that are so, many at once. */
static void bodies_ask(struct doers *d, const struct behind_row *row, size_t n,
                       bool (*so)(const struct doers *d,
                                  const struct behind_row *row))
{
    struct id some[MANY];

    for (size_t i = 0, lack = 0; i < n; i++) {
        if (so(d, &row[i]))
            some[lack++] = row[i].entry;
        if (lack == MANY || (lack && i + 1 == n)) {
            struct rows r = db_rows(d->db, SQL_ORGANISER_BODIES);

            db_bind_blob(&r, 1, some, lack * sizeof *some);
            bodies_read(d, &r);
            lack = 0;
        }
    }
}

/* All that the rows' entries are of, each found once: what lies in the place
 * together, the other meetings and members many at once, what is neither one by
 * one. */
static void rows_know(struct doers *d, const struct question *q, month july,
                      const struct behind_row *row, size_t n)
{
    size_t lack = rows_lack(d, row, n);

    if (lack && !id_same(d->met, q->place)) {
        if (meetings_read(d, q, july, lack))
            d->met = q->place;
        lack = rows_lack(d, row, n);
    }
    if (lack)
        members_read(d, q, lack);
    bodies_ask(d, row, n, is_unknown);
    for (size_t i = 0; i < n; i++)
        if (is_unknown(d, &row[i]))
            behind_put(d, row[i].entry, behind_find(d, row[i].entry));
    news_ask(d, &d->body, &d->bodies, charges_ask);
    bodies_ask(d, row, n, is_undated);
}

/* Whoever the entry names, else who had its organisation in charge. */
static struct id row_whose(const struct doers *d, const struct behind_row *row)
{
    const struct behind *b = map_find(&d->entry, &row->entry);
    const struct body *of;
    bool same;

    if (!id_none(b->staff) || !b->body)
        return b->staff;
    of = map_value(&d->body, b->body - 1);
    same = b->on != DAY_NONE && month_of(b->on) == row->month;
    return had_by(d, &of->had, same ? b->on : month_end(row->month));
}

/* Else who took it or signed it; and of whom it is, the units. */
static void rows_whose(struct doers *d, struct behind_row *row, size_t n)
{
    struct id some[MANY], last = ID_NONE;

    for (size_t i = 0, lack = 0; i < n; i++) {
        row[i].staff = row_whose(d, &row[i]);
        if (id_none(row[i].staff) && !map_find(&d->signer, &row[i].entry))
            some[lack++] = row[i].entry;
        if (lack == MANY || (lack && i + 1 == n)) {
            signers_ask(d, some, lack);
            lack = 0;
        }
    }
    for (size_t i = 0; i < n; i++) {
        const struct id *signer = id_none(row[i].staff) ?
                                      map_find(&d->signer, &row[i].entry) :
                                      NULL;
        bool fresh;

        if (signer)
            row[i].staff = *signer;
        if (!id_none(row[i].staff) && !id_same(row[i].staff, last))
            map_at(&d->unit, &row[i].staff, &fresh);
        last = row[i].staff;
    }
    news_ask(d, &d->unit, &d->staff, units_ask);
}

static struct id unit_of(const struct doers *d, struct id staff)
{
    const struct id *unit = map_find(&d->unit, &staff);

    return unit ? *unit : ID_NONE;
}

/* ---- the sum of each ----------------------------------------------------*/

struct gather {
    const struct doers *doers;
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
static struct credit *credit_find(struct gather *g, struct id staff)
{
    if (g->n && id_same(g->at[g->last].staff, staff))
        return &g->at[g->last];
    for (g->last = 0; g->last < g->n; g->last++)
        if (id_same(g->at[g->last].staff, staff))
            return &g->at[g->last];
    arena_room(g->arena, g->at, g->n, g->room);
    g->at[g->n] = (struct credit){ .staff = staff,
                                   .unit = unit_of(g->doers, staff) };
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
        row[n++] = (struct behind_row){ .entry = db_id(&r, 0),
                                        .month = (month)db_int(&r, 1),
                                        .amount = db_int(&r, 2) };
    }
    rows_know(d, q, july, row, n);
    rows_whose(d, row, n);
    *out = row;
    return n;
}

struct credits credits_read(struct doers *d, const struct question *q,
                            struct str indicator, month july)
{
    struct gather g = { .doers = d, .arena = d->arena };
    struct behind_row *row;
    size_t n = rows_read(d, q, indicator, july, &row);

    for (size_t i = 0; i < n; i++) {
        struct credit *c = credit_find(&g, row[i].staff);

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
        struct id staff = row[i].staff;

        if (id_none(ask->unit) ? id_same(staff, ask->staff) :
                                 id_same(unit_of(d, staff), ask->unit))
            at[n++] = (struct organiser_entry){ row[i].entry, row[i].month,
                                                row[i].amount };
    }
    doers_close(d);
    if (n)
        qsort(at, n, sizeof *at, entry_order);
    *out = at;
    return n;
}

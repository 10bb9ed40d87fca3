/* pg_statement - one statement on PostgreSQL: prepared, bound, sent, read. */
#include <stdlib.h>
#include <string.h>

#include "db/pg.h"

/* ---- preparing ----------------------------------------------------------*/

/* Types are asked for once; one that we do not speak (sum() is numeric) is
 * found here, when the statement is prepared, and not when it first runs. */
static void learn(struct db *db, struct pg_statement *g)
{
    const PGresult *r = g->about;

    g->s.params = PQnparams(r);
    g->s.columns = PQnfields(r);
    g->param = calloc((size_t)g->s.params + 1, sizeof *g->param);
    MUST(g->param);
    for (int i = 0; i < g->s.params; i++) {
        g->param[i].type = PQparamtype(r, i);
        g->param[i].length = -1;
        if (!pg_type_name(g->param[i].type))
            db_trip(db, DB_BROKEN,
                    "a parameter that is neither integer, text"
                    " nor bytes: cast it",
                    &g->s);
    }
    for (int i = 0; i < g->s.columns; i++)
        if (!pg_type_name(PQftype(r, i)))
            db_trip(db, DB_BROKEN,
                    "a column that is neither integer, text"
                    " nor bytes: cast it",
                    &g->s);
}

void pg_prepare(struct db *db, struct statement *s)
{
    struct pg *p = pg(db);
    struct pg_statement *g = pg_stmt(s);
    struct arena a = { .chunk_bytes = 1024 };
    struct buf b = buf_start(&a);

    pg_make_room(db, 2);
    if (db->trouble)
        return;
    pg_name(db, g->name);
    pg_along(&b, s->text);
    pg_note(db, PQsendPrepare(p->c, g->name, arena_z(&a, buf_str(&b)), 0, NULL),
            s);
    if (!db->trouble)
        pg_note(db, PQsendDescribePrepared(p->c, g->name), s);
    arena_free(&a);
    g->about = pg_settle(db);
    if (db->trouble)
        return;
    g->made = true;
    learn(db, g);
    if (db->trouble)
        return;
    pg_widen(p, s->params);
    pg_gather_learn(g);
    pg_ahead_learn(g);
}

void pg_send_all(struct db *db)
{
    pg_gather_send(db);
    pg_ahead_send(db);
}

void pg_ahead(struct db *db, struct statement *s)
{
    pg_gather_send(db); /* put before this was asked */
    if (pg(db)->grown)
        pg_analyse(db);
    pg_ahead_put(db, pg_stmt(s));
}

static void send_forget(struct db *db, const char *name)
{
    char sql[12 + NAME_BYTES];

    if (!*name)
        return;
    snprintf(sql, sizeof sql, "DEALLOCATE %s", name);
    pg_send_text(db, sql);
}

void pg_forget(struct db *db, struct statement *s)
{
    struct pg_statement *g = pg_stmt(s);

    if (g->param)
        pg_reset(db, s);
    if (db->lost)
        pg_gather_drop(db);
    else
        pg_gather_send(db);
    pg_ahead_end(db);
    PQclear(pg_settle(db)); /* what is queued still names the statement */
    if (g->made && !db->lost && !db->trouble) {
        send_forget(db, g->name);
        send_forget(db, g->put.name);
        send_forget(db, g->ask.name);
        PQclear(pg_settle(db));
    }
    PQclear(g->about);
    pg_gather_free(g);
    pg_ahead_free(g);
    free(g->param);
    free(g->bytes);
}

/* ---- binding ------------------------------------------------------------*/

void pg_reset(struct db *db, struct statement *s)
{
    struct pg_statement *g = pg_stmt(s);

    (void)db;
    pg_answer_drop(g->answer);
    g->answer = NULL;
    g->row = g->end = g->shift = 0;
    g->n = 0;
    for (int i = 0; i < s->params; i++)
        g->param[i].length = -1;
    if (g->room > KEPT_BYTES) {
        free(g->bytes);
        g->bytes = NULL;
        g->room = 0;
    }
}

static void keep(struct pg_statement *g, struct pg_param *p, const void *from,
                 size_t n)
{
    if (g->n + n > g->room) {
        g->room = (g->n + n) * 2;
        g->bytes = realloc(g->bytes, g->room);
        MUST(g->bytes);
    }
    if (n)
        memcpy(g->bytes + g->n, from, n);
    p->at = g->n;
    p->length = (int)n;
    g->n += n;
}

/* Big-endian, in as many bytes as the type has. */
static bool keep_number(struct pg_statement *g, struct pg_param *p, int64_t v)
{
    int width = pg_width_of(p->type);
    unsigned char b[8];
    int64_t top = width ? INT64_MAX >> (64 - width * 8) : 0;

    if (p->type == OID_BOOL ? v != 0 && v != 1 : v > top || v < -top - 1)
        return false;
    for (int i = 0; i < width; i++)
        b[i] = (unsigned char)((uint64_t)v >> (width - 1 - i) * 8);
    keep(g, p, b, (size_t)width);
    return true;
}

void pg_bind(struct db *db, struct statement *s, int n, struct value v)
{
    struct pg_statement *g = pg_stmt(s);
    struct pg_param *p = &g->param[n - 1];
    bool number = pg_width_of(p->type) > 0;

    if (v.kind == DB_NULL)
        p->length = -1;
    else if (number != (v.kind == DB_INT))
        db_trip(db, DB_BROKEN,
                number ? "text bound to an integer" :
                         "a number bound to text or bytes",
                s);
    else if (!number && v.bytes.n > INT32_MAX)
        db_trip(db, DB_BROKEN, "a value of more than 2 GB", s);
    else if (!number)
        keep(g, p, v.bytes.p, v.bytes.n);
    else if (!keep_number(g, p, v.number))
        db_trip(db, DB_BROKEN, "a number too large for its parameter", s);
}

/* ---- running ------------------------------------------------------------*/

void pg_send_bound(struct db *db, struct statement *s)
{
    struct pg *p = pg(db);
    struct pg_statement *g = pg_stmt(s);

    pg_make_room(db, 1);
    if (db->trouble)
        return;
    for (int i = 0; i < s->params; i++) {
        p->length[i] = g->param[i].length;
        p->value[i] = p->length[i] < 0  ? NULL :
                      p->length[i] == 0 ? "" :
                                          g->bytes + g->param[i].at;
    }
    pg_note(db,
            PQsendQueryPrepared(p->c, g->name, s->params, p->value, p->length,
                                p->format, 1),
            s);
}

bool pg_next(struct db *db, struct statement *s)
{
    struct pg_statement *g = pg_stmt(s);

    if (g->answer) {
        g->row++;
    } else if (!pg_ahead_take(db, g)) {
        pg_send_all(db);
        pg_send_bound(db, s);
        g->answer = pg_answer_new(pg(db)->waiting ? pg_settle(db) : NULL, 1);
        g->row = g->shift = 0;
        g->end = PQntuples(g->answer->result);
    }
    return !db->trouble && g->row < g->end;
}

void pg_run(struct db *db, struct statement *s)
{
    struct pg_statement *g = pg_stmt(s);

    if (g->gathers && db->in_transaction) {
        pg_ahead_send(db); /* asked before this row */
        pg_gather(db, g);
        return;
    }
    pg_send_all(db);
    pg_send_bound(db, s);
    if (!db->in_transaction)
        PQclear(pg_settle(db));
}

/* ---- reading ------------------------------------------------------------*/

const char *pg_column_name(const struct statement *s, int col)
{
    return PQfname(((const struct pg_statement *)s)->about, col);
}

struct value pg_value(struct db *db, struct statement *s, int col)
{
    struct pg_statement *g = pg_stmt(s);
    const PGresult *r = g->answer ? g->answer->result : NULL;
    struct value v = { .kind = DB_NULL, .bytes = S("") };
    Oid type = PQftype(g->about, col);
    const char *p;
    int n;

    (void)db;
    col += g->shift;
    if (PQgetisnull(r, g->row, col))
        return v;
    p = PQgetvalue(r, g->row, col);
    n = PQgetlength(r, g->row, col);
    if (!pg_width_of(type)) {
        v.kind = type == OID_BYTEA ? DB_BYTES : DB_TEXT;
        v.bytes = (struct str){ p, (size_t)n };
        return v;
    }
    v.kind = DB_INT;
    MUST(n == pg_width_of(type));
    v.number = n > 1 && (*p & 0x80) ? -1 : 0;
    for (int i = 0; i < n; i++)
        v.number = (int64_t)((uint64_t)v.number << 8 | (unsigned char)p[i]);
    return v;
}

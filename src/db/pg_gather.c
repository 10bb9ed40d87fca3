/* pg_gather - rows to be put or deleted, gathered until somebody reads.
 *
 * "INSERT INTO t (a, b) VALUES ($1, $2)" gathers, "ON CONFLICT ..." behind it
 * or not: many rows go out as one INSERT from arrays, and "DELETE FROM t WHERE
 * ..." as one DELETE. Few go out as they are. All that stays in the pipeline;
 * a bulk of plain rows is worth leaving it for one COPY. */
#include <stdlib.h>
#include <string.h>

#include "db/pg.h"

enum {
    GROWN_ROWS = 1000,  /* put into a table before it is analysed */
    MANY = 8,           /* fewer go out one by one */
    BULK = 512,         /* so many plain ones as COPY, which takes two trips */
    PUT_BYTES = 8 << 20 /* gathered for one table, before it goes out */
};

/* ---- what a text is -----------------------------------------------------*/

/* Takes "INSERT INTO t (a, b) VALUES ($1, $2)", each parameter once and in
 * turn, off the text. False: it begins otherwise. */
static bool insert_read(struct str *rest, int params, struct str *head)
{
    *rest = str_trim(*rest);
    if (!params || !str_starts(*rest, S("INSERT INTO ")))
        return false;
    *rest = str_from(*rest, 12);
    *head = str_cut(rest, ')');
    *rest = str_trim(*rest);
    if (!str_starts(*rest, S("VALUES (")))
        return false;
    *rest = str_from(*rest, 8);
    for (int i = 1; i <= params; i++) {
        struct str one = str_trim(str_cut(rest, i < params ? ',' : ')'));
        int64_t n;

        if (!str_starts(one, S("$")) || !int_read(str_from(one, 1), &n) ||
            n != i)
            return false;
    }
    *rest = str_trim(*rest);
    return true;
}

/* Which of the columns "t (a, b" are named in "a, b". */
static uint64_t columns_named(struct str head, struct str named)
{
    uint64_t bits = 0;

    str_cut(&head, '(');
    for (int i = 0; head.n && i < 64; i++) {
        struct str column = str_trim(str_cut(&head, ',')), rest = named;

        while (rest.n)
            if (str_same(column, str_trim(str_cut(&rest, ','))))
                bits |= UINT64_C(1) << i;
    }
    return bits;
}

/* "DELETE FROM t WHERE a = $1", which looks at no other row. */
static bool delete_read(struct str text, int params, struct str *table,
                        struct str *where)
{
    *where = str_trim(text);
    if (!params || !str_starts(*where, S("DELETE FROM ")))
        return false;
    *where = str_from(*where, 12);
    *table = str_cut(where, ' ');
    for (text = *where; text.n; text = str_from(text, 1))
        if (str_starts(text, S("SELECT")))
            return false;
    return str_starts(*where, S("WHERE "));
}

static char *delete_text(const struct pg_statement *g, struct str where,
                         struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "DELETE FROM ");
    buf_add(&b, g->table);
    buf_z(&b, " USING ");
    pg_set_rows(&b, g);
    buf_z(&b, " AS asked_(");
    pg_set_columns(&b, "p", g->s.params);
    buf_z(&b, ") ");
    pg_set_text(&b, where);
    return pg_text(&b);
}

static void insert_learn(struct pg_statement *g, struct str head,
                         struct str rest, struct arena *a)
{
    struct buf b = buf_start(a);
    struct str tail = rest;

    g->table = head;
    g->table = str_trim(str_cut(&g->table, '('));
    if (!rest.n) {
        buf_z(&b, "COPY ");
        buf_add(&b, head);
        buf_z(&b, ") FROM STDIN (FORMAT binary)");
        g->copy = pg_text(&b);
        b = buf_start(a);
    } else if (str_starts(tail, S("ON CONFLICT ("))) {
        tail = str_from(tail, 13);
        g->key_params = columns_named(head, str_cut(&tail, ')'));
    } else {
        return;
    }
    buf_z(&b, "INSERT INTO ");
    buf_add(&b, head);
    buf_z(&b, ") SELECT * FROM ");
    pg_set_rows(&b, g);
    buf_z(&b, " AS rows_put ");
    buf_add(&b, rest);
    g->put.text = pg_text(&b);
}

void pg_gather_learn(struct pg_statement *g)
{
    struct arena a = { .chunk_bytes = 1024 };
    struct str rest = g->s.text, head = S("");

    if (delete_read(rest, g->s.params, &g->table, &head))
        g->put.text = delete_text(g, head, &a);
    else if (insert_read(&rest, g->s.params, &head))
        insert_learn(g, head, rest, &a);
    g->gathers = g->put.text != NULL;
    arena_free(&a);
}

void pg_gather_free(struct pg_statement *g)
{
    pg_set_free(&g->put, g->s.params);
    free(g->copy);
    free(g->key);
}

/* ---- no row twice in a set ----------------------------------------------*/

static uint64_t key_of(const struct pg_statement *g)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15);

    for (int i = 0; i < g->s.params && i < 64; i++) {
        const struct pg_param *p = &g->param[i];

        if (!(g->key_params >> i & 1))
            continue;
        h = (h ^ (uint32_t)p->length) * UINT64_C(0x100000001b3);
        for (int j = 0; j < p->length; j++)
            h = (h ^ (unsigned char)g->bytes[p->at + (size_t)j]) *
                UINT64_C(0x100000001b3);
        h ^= h >> 29;
    }
    return h ? h : 1;
}

/* False: it is there already. */
static bool key_put(uint64_t *key, size_t room, uint64_t h)
{
    size_t at = h & (room - 1);

    while (key[at]) {
        if (key[at] == h)
            return false;
        at = (at + 1) & (room - 1);
    }
    key[at] = h;
    return true;
}

static void keys_widen(struct pg_statement *g)
{
    size_t room = g->key_room ? 2 * g->key_room : 256;
    uint64_t *key = calloc(room, sizeof *key);

    MUST(key);
    for (size_t i = 0; i < g->key_room; i++)
        if (g->key[i])
            key_put(key, room, g->key[i]);
    free(g->key);
    g->key = key;
    g->key_room = room;
}

/* The server takes no row twice in one INSERT ... ON CONFLICT: the second has
 * to wait for the next. Two keys may look alike, which does no harm. */
static bool row_new(struct pg_statement *g)
{
    if (!g->key_params)
        return true;
    if ((size_t)g->put.rows * 2 >= g->key_room)
        keys_widen(g);
    return key_put(g->key, g->key_room, key_of(g));
}

/* A plan made for an empty table is kept while it grows to a million rows.
 * Counted anew whenever it has tripled, the server plans anew. */
static bool has_grown(const struct pg_statement *g)
{
    return g->grown >= GROWN_ROWS && 3 * g->grown >= 2 * g->total;
}

/* ---- gathering ----------------------------------------------------------*/

static void put_clear(struct pg_statement *g)
{
    pg_set_clear(&g->put, g->s.params);
    g->put_bytes = 0;
    if (g->key)
        memset(g->key, 0, g->key_room * sizeof *g->key);
}

void pg_gather_drop(struct db *db)
{
    struct pg *p = pg(db);

    while (p->gathering) {
        struct pg_statement *g = p->gathering;

        p->gathering = g->next_put;
        put_clear(g);
    }
}

/* Plain inserts into a table may go out in any order, other pairs may not. */
static bool order_matters(const struct pg *p, const struct pg_statement *g)
{
    for (const struct pg_statement *o = p->gathering; o; o = o->next_put)
        if (o != g && (!o->copy || !g->copy) && str_same(o->table, g->table))
            return true;
    return false;
}

void pg_gather(struct db *db, struct pg_statement *g)
{
    struct pg *p = pg(db);

    if (!g->put.rows && order_matters(p, g))
        pg_gather_send(db);
    if (!row_new(g)) {
        pg_gather_send(db);
        row_new(g);
    }
    if (!g->put.rows) {
        g->next_put = p->gathering;
        p->gathering = g;
    }
    pg_set_add(&g->put, g);
    g->put_bytes += g->n + 4 * (size_t)g->s.params;
    if (g->copy || g->key_params) {
        g->grown++;
        g->total++;
    }
    p->grown |= has_grown(g);
    if (g->put_bytes > PUT_BYTES)
        pg_gather_send(db);
}

/* ---- sending ------------------------------------------------------------*/

static void copy_end(struct db *db, struct pg_statement *g)
{
    PGresult *r;

    while ((r = PQgetResult(pg(db)->c))) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
            pg_trip_result(db, r, &g->s);
        PQclear(r);
    }
}

static void big_endian(char *to, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        to[i] = (char)(v >> (bytes - 1 - i) * 8);
}

/* The rows as a binary COPY takes them. */
static struct str copy_rows(struct pg *p, struct pg_statement *g, char *room)
{
    static const char head[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
    char *at = room;

    memcpy(at, head, sizeof head);
    at += sizeof head;
    pg_set_start(&g->put, g->s.params);
    for (int row = 0; row < g->put.rows; row++) {
        pg_set_next(p, &g->put, g->s.params);
        big_endian(at, (uint32_t)g->s.params, 2);
        at += 2;
        for (int i = 0; i < g->s.params; i++) {
            big_endian(at, (uint32_t)p->length[i], 4);
            at += 4;
            if (p->length[i] <= 0)
                continue;
            memcpy(at, p->value[i], (size_t)p->length[i]);
            at += p->length[i];
        }
    }
    memcpy(at, "\377\377", 2);
    return (struct str){ room, (size_t)(at + 2 - room) };
}

static bool is_bulk(const struct pg_statement *g)
{
    return g->copy && g->put.rows >= BULK;
}

/* A bulk: one COPY, outside the pipeline. */
static void put_copy(struct db *db, struct pg_statement *g)
{
    struct pg *p = pg(db);
    PGresult *r = PQexec(p->c, g->copy);
    bool open = PQresultStatus(r) == PGRES_COPY_IN;
    struct str rows;
    char *room;

    if (!open)
        pg_trip_result(db, r, &g->s);
    PQclear(r);
    if (!open)
        return;
    room = malloc(g->put_bytes + 2 * (size_t)g->put.rows + 64);
    MUST(room);
    rows = copy_rows(p, g, room);
    if (PQputCopyData(p->c, rows.p, (int)rows.n) != 1 ||
        PQputCopyEnd(p->c, NULL) != 1)
        pg_trip_lost(db);
    free(room);
    copy_end(db, g);
}

static void put_few(struct db *db, struct pg_statement *g)
{
    pg_set_start(&g->put, g->s.params);
    for (int row = 0; row < g->put.rows; row++)
        pg_set_send_next(db, &g->put, g);
}

static void put_copies(struct db *db)
{
    struct pg *p = pg(db);

    PQclear(pg_settle(db));
    if (db->trouble)
        return;
    MUST(PQexitPipelineMode(p->c) == 1);
    for (struct pg_statement *g = p->gathering; g; g = g->next_put)
        if (is_bulk(g) && !db->trouble)
            put_copy(db, g);
    if (!db->lost)
        MUST(PQenterPipelineMode(p->c) == 1);
}

void pg_gather_send(struct db *db)
{
    bool copies = false;

    for (struct pg_statement *g = pg(db)->gathering; g; g = g->next_put) {
        if (g->put.rows < MANY)
            put_few(db, g);
        else if (is_bulk(g))
            copies = true;
        else
            pg_set_send(db, &g->put, g);
    }
    if (copies && !db->trouble)
        put_copies(db);
    pg_gather_drop(db);
}

/* ---- tables that grow ---------------------------------------------------*/

static void analyse(struct db *db, struct statement *s)
{
    struct pg_statement *g = s ? pg_stmt(s) : NULL;
    struct arena a = { .chunk_bytes = 256 };
    struct buf b;

    if (!g || !has_grown(g) || db->trouble)
        return;
    b = buf_start(&a);
    buf_z(&b, "ANALYZE ");
    buf_add(&b, g->table);
    pg_send_text(db, arena_z(&a, buf_str(&b)));
    PQclear(pg_settle(db));
    g->grown = 0;
    arena_free(&a);
}

void pg_analyse(struct db *db)
{
    pg(db)->grown = false;
    for (int i = 0; i < db_named_count; i++)
        analyse(db, db->named[i]);
    for (int i = 0; i < BUCKETS; i++)
        for (struct statement *s = db->composed[i]; s; s = s->next)
            analyse(db, s);
}

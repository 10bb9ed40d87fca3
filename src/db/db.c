/* db - the rules that both databases share: the fault that sticks, faults on
 * purpose, which driver has an address, which statement stays prepared. */
#include "db/db.h"

#include <stdlib.h>
#include <string.h>

#include "db/driver.h"

/* ---- the fault ----------------------------------------------------------*/

/* Adds to the fault's text, on one line, cut where the room ends. */
static void db_say(struct db *db, struct str s, size_t most)
{
    size_t n = strlen(db->said);

    if (s.n > most)
        s.n = most;
    for (size_t i = 0; i < s.n && n + 1 < sizeof db->said; i++)
        db->said[n++] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
    db->said[n] = 0;
}

void db_trip(struct db *db, enum db_trouble trouble, const char *what,
             const struct statement *s)
{
    if (db->trouble)
        return;
    db->trouble = db->last = trouble;
    db->said[0] = 0;
    db_say(db, str_trim(str_of(what)), SAID_BYTES);
    if (s) {
        db_say(db, S(" in: "), SAID_BYTES);
        db_say(db, s->text, 160);
    }
}

enum db_trouble db_fault(const struct db *db)
{
    return db->trouble;
}

const char *db_fault_text(const struct db *db)
{
    return db->trouble ? db->said : "";
}

const char *db_last_fault(const struct db *db, enum db_trouble *trouble)
{
    *trouble = db->last;
    return db->said;
}

void db_forgive(struct db *db)
{
    MUST(!db->in_transaction);
    if (!db->lost)
        db->trouble = DB_FINE;
}

/* Every step, bind, begin and commit passes here first. */
static bool db_step(struct db *db)
{
    if (db->trouble)
        return false;
    db->passed++;
    if (db->fail_at && db->passed == db->fail_at) {
        db->fail_at = 0;
        db_trip(db, DB_BROKEN, "failed on purpose", NULL);
        return false;
    }
    return true;
}

long db_fail_after(struct db *db, long after)
{
    long passed = db->passed;

    MUST(after >= 0);
    db->passed = 0;
    db->fail_at = after;
    return passed;
}

void db_composed_most(struct db *db, int most)
{
    MUST(most > 0);
    db->composed_most = most;
}

/* ---- open and close -----------------------------------------------------*/

static const struct driver *driver_for(const char *address)
{
    for (const struct driver *const *d = db_drivers; *d; d++)
        if ((*d)->takes(address))
            return *d;
    return NULL;
}

const struct db_named *db_named_get(int sql)
{
    int i = 0;

    while (i < db_named_count && db_named[i].key != sql)
        i++;
    MUST(i < db_named_count);
    return &db_named[i];
}

/* As strcmp of the name with `a` followed by `b`. */
static int name_order(const char *name, const char *a, const char *b)
{
    while (*a && *a == *name)
        a++, name++;
    return *a ? (unsigned char)*name - (unsigned char)*a : strcmp(name, b);
}

int db_named_find(const char *a, const char *b)
{
    int from = 0, to = db_named_count;

    while (from < to) {
        int at = from + (to - from) / 2;
        int order = name_order(db_named[at].name, a, b);

        if (order == 0)
            return db_named[at].key;
        if (order < 0)
            from = at + 1;
        else
            to = at;
    }
    return -1;
}

/* Where each key stands in db_named: open addressing, half empty. */
static void keys_place(struct db *db)
{
    unsigned room = 2;

    while (room < 2 * (unsigned)db_named_count)
        room *= 2;
    db->key_mask = room - 1;
    db->key_at = calloc(room, sizeof *db->key_at);
    MUST(db->key_at);
    for (int i = 0; i < db_named_count; i++) {
        unsigned at = (unsigned)db_named[i].key & db->key_mask;

        while (db->key_at[at])
            at = (at + 1) & db->key_mask;
        db->key_at[at] = i + 1;
    }
}

static int named_at(const struct db *db, int sql)
{
    unsigned at = (unsigned)sql & db->key_mask;

    while (db->key_at[at] && db_named[db->key_at[at] - 1].key != sql)
        at = (at + 1) & db->key_mask;
    return db->key_at[at] - 1;
}

struct db *db_open(const char *address, enum db_mode mode)
{
    const struct driver *driver = driver_for(address);
    struct db *db = calloc(1, driver ? driver->db_bytes : sizeof *db);

    MUST(db);
    db->driver = driver;
    db->mode = mode;
    db->composed_most = COMPOSED_MAX;
    db->named = calloc((size_t)db_named_count + 1, sizeof *db->named);
    MUST(db->named);
    keys_place(db);
    if (driver)
        driver->open(db, address);
    else
        db_trip(db, DB_MISSING, "this program has no such database", NULL);
    db->lost = db->trouble != DB_FINE;
    return db;
}

static void statement_free(struct db *db, struct statement *s)
{
    if (!s)
        return;
    db->driver->forget(db, s);
    arena_free(&s->scratch);
    free(s);
}

/* Frees what no cursor stands on. */
static void statements_forget(struct db *db)
{
    for (int i = 0; i < db_named_count; i++)
        if (db->named[i] && !db->named[i]->open) {
            statement_free(db, db->named[i]);
            db->named[i] = NULL;
        }
    for (int b = 0; b < BUCKETS; b++) {
        struct statement **at = &db->composed[b], *s;

        while ((s = *at)) {
            if (s->open) {
                at = &s->next;
                continue;
            }
            *at = s->next;
            statement_free(db, s);
            db->composed_count--;
        }
    }
}

/* Ends every open cursor; its holder still closes it. */
static void statements_end(struct db *db)
{
    for (int i = -BUCKETS; db->cursors && i < db_named_count; i++) {
        struct statement *s = i < 0 ? db->composed[-i - 1] : db->named[i];

        for (; s; s = s->next)
            if (s->open) {
                db->driver->reset(db, s);
                s->ended = true;
            }
    }
}

void db_close(struct db *db)
{
    if (!db)
        return;
    if (db->driver) {
        db_rollback(db);
        statements_end(db);
        for (int b = 0; b < BUCKETS; b++)
            for (struct statement *s = db->composed[b]; s; s = s->next)
                s->open = false;
        for (int i = 0; i < db_named_count; i++)
            if (db->named[i])
                db->named[i]->open = false;
        db->lost = true; /* no farewells to each statement */
        statements_forget(db);
        db->driver->close(db);
    }
    free(db->key_at);
    free(db->named);
    free(db);
}

bool db_is_postgres(const struct db *db)
{
    return db->driver && db->driver->postgres;
}

void db_rest(struct db *db)
{
    MUST(!db->in_transaction);
    if (!db->lost)
        db->driver->rest(db);
}

bool db_image(struct db *db, struct str *image)
{
    MUST(!db->in_transaction);
    return db->driver->image && db_step(db) && db->driver->image(db, image);
}

void db_image_give(struct db *db, struct str image)
{
    if (db->driver->image_give)
        db->driver->image_give(image);
}

bool db_image_take(struct db *db, struct str image)
{
    MUST(!db->in_transaction);
    return db->driver->image_take && db_step(db) &&
           db->driver->image_take(db, image);
}

bool db_shred(struct db *db, const char *const *tables)
{
    bool good;

    MUST(!db->in_transaction);
    if (!db_step(db))
        return false;
    good = db->driver->shred(db, tables) && !db->trouble;
    if (!good)
        db_forgive(db);
    return good;
}

/* ---- transactions -------------------------------------------------------*/

void db_begin(struct db *db)
{
    MUST(!db->in_transaction);
    if (!db_step(db))
        return;
    db->driver->begin(db);
    db->in_transaction = !db->trouble;
    db->sealed = false;
}

bool db_commit(struct db *db)
{
    if (db_step(db)) {
        MUST(db->in_transaction);
        if (db->driver->commit(db)) {
            db->in_transaction = false;
            return true;
        }
    }
    db_rollback(db);
    return false;
}

void db_rollback(struct db *db)
{
    if (!db->in_transaction)
        return;
    statements_end(db);
    db->driver->rollback(db);
    db->in_transaction = false;
}

/* ---- statements ---------------------------------------------------------*/

/* Eight bytes at a time: the text of a bulk insert is hashed for each row. */
static uint64_t text_key(struct str s)
{
    uint64_t h = s.n * UINT64_C(0x9e3779b97f4a7c15), w;

    for (; s.n >= 8; s.p += 8, s.n -= 8) {
        memcpy(&w, s.p, 8);
        h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 32;
    }
    w = 0;
    if (s.n)
        memcpy(&w, s.p, s.n);
    h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
    return h ^ h >> 32;
}

static bool holds(struct str text, struct str part)
{
    for (size_t i = 0; i + part.n <= text.n; i++)
        if (!memcmp(text.p + i, part.p, part.n))
            return true;
    return false;
}

/* Prepared, or NULL with a fault. A composed text is copied behind it. */
static struct statement *statement_make(struct db *db, struct str text,
                                        bool copy)
{
    size_t bytes = db->driver->statement_bytes;
    struct statement *s = calloc(1, bytes + (copy ? text.n + 1 : 0));

    MUST(s);
    s->text = text;
    s->sealed = holds(text, S("_sealed"));
    s->scratch.chunk_bytes = 256;
    if (copy) {
        s->text.p = (char *)s + bytes;
        memcpy((char *)s + bytes, text.p, text.n);
    }
    if (str_trim(text).n)
        db->driver->prepare(db, s);
    else
        db_trip(db, DB_BROKEN, "an empty statement", NULL);
    if (!db->trouble)
        return s;
    statement_free(db, s);
    return NULL;
}

/* Makes room for one more composed statement. When every one is open there is
 * none to give up, and the table grows by that one. */
static void statement_evict(struct db *db)
{
    struct statement **oldest = NULL, *s;

    for (int b = 0; b < BUCKETS; b++)
        for (struct statement **at = &db->composed[b]; *at; at = &(*at)->next)
            if (!(*at)->open && (!oldest || (*at)->used < (*oldest)->used))
                oldest = at;
    if (!oldest)
        return;
    s = *oldest;
    *oldest = s->next;
    db->composed_count--;
    statement_free(db, s);
}

static struct rows rows_on(struct db *db, struct statement *s)
{
    if (s) {
        MUST(!s->open);
        s->open = true;
        s->ended = false;
        db->sealed |= s->sealed;
        db->cursors++;
    }
    return (struct rows){ db, s, 0 };
}

struct rows db_rows(struct db *db, int sql)
{
    int at = named_at(db, sql);

    MUST(at >= 0);
    if (db->trouble)
        return rows_on(db, NULL);
    if (!db->named[at])
        db->named[at] = statement_make(db, db_named[at].text, false);
    return rows_on(db, db->named[at]);
}

struct rows db_text_rows(struct db *db, struct str sql)
{
    uint64_t key = text_key(sql);
    struct statement **bucket = &db->composed[key % BUCKETS], *s;

    if (db->trouble)
        return rows_on(db, NULL);
    for (s = *bucket; s; s = s->next)
        if (s->key == key && str_same(s->text, sql))
            break;
    if (!s) {
        if (db->composed_count >= db->composed_most)
            statement_evict(db);
        s = statement_make(db, sql, true);
        if (!s)
            return rows_on(db, NULL);
        s->key = key;
        s->next = *bucket;
        *bucket = s;
        db->composed_count++;
    }
    s->used = ++db->turn;
    return rows_on(db, s);
}

static void bind(struct rows *r, int n, struct value v)
{
    if (!r->s || r->s->ended || !db_step(r->db))
        return;
    MUST(n >= 1 && n <= r->s->params);
    if (!v.bytes.p)
        v.bytes.p = ""; /* empty is not NULL */
    r->db->driver->bind(r->db, r->s, n, v);
}

void db_bind_int(struct rows *r, int n, int64_t v)
{
    bind(r, n, (struct value){ .kind = DB_INT, .number = v });
}

void db_bind_text(struct rows *r, int n, struct str s)
{
    bind(r, n, (struct value){ .kind = DB_TEXT, .bytes = s });
}

void db_bind_blob(struct rows *r, int n, const void *p, size_t bytes)
{
    bind(r, n, (struct value){ .kind = DB_BYTES, .bytes = { p, bytes } });
}

void db_bind_id(struct rows *r, int n, struct id i)
{
    if (id_none(i))
        db_bind_null(r, n);
    else
        db_bind_blob(r, n, i.b, sizeof i.b);
}

void db_bind_null(struct rows *r, int n)
{
    bind(r, n, (struct value){ .kind = DB_NULL });
}

bool db_next(struct rows *r)
{
    struct statement *s = r->s;

    if (!s)
        return false;
    arena_free(&s->scratch);
    if (!s->ended && db_step(r->db) && r->db->driver->next(r->db, s)) {
        r->row++;
        return true;
    }
    db_done(r);
    return false;
}

void db_done(struct rows *r)
{
    struct statement *s = r->s;

    if (!s)
        return;
    r->db->driver->reset(r->db, s);
    arena_free(&s->scratch);
    s->open = false;
    r->db->cursors--;
    r->s = NULL;
}

void db_run(struct rows *r)
{
    if (r->s && !r->s->ended && db_step(r->db))
        r->db->driver->run(r->db, r->s);
    db_done(r);
}

bool db_is_far(const struct db *db)
{
    return db->driver && db->driver->ahead;
}

void db_ahead(struct rows *r)
{
    if (r->s && !r->s->ended && db_is_far(r->db) && db_step(r->db))
        r->db->driver->ahead(r->db, r->s);
    db_done(r);
}

void db_ahead_end(struct db *db)
{
    if (db_is_far(db))
        db->driver->ahead_end(db);
}

/* ---- what was read ------------------------------------------------------*/

struct hash db_version(struct db *db)
{
    struct rows r = db_text_rows(db, str_of(db->driver->version));
    int64_t own = db->driver->changes ? db->driver->changes(db) : 0;
    struct hash none = { { 0 } };
    struct sha s;

    sha_start(&s);
    while (db_next(&r)) {
        struct str said = db_str(&r, 0);

        sha_add(&s, said.p, said.n);
    }
    sha_add(&s, &own, sizeof own);
    return db->trouble ? none : sha_end(&s);
}

bool db_sealed(const struct db *db)
{
    return db->sealed;
}

/* ---- what a row holds ---------------------------------------------------*/

int db_columns(const struct rows *r)
{
    return r->s ? r->s->columns : 0;
}

const char *db_column(const struct rows *r, int col)
{
    if (!r->s)
        return "";
    MUST(col >= 0 && col < r->s->columns);
    return r->db->driver->column(r->s, col);
}

static struct value value_at(const struct rows *r, int col)
{
    if (!r->s || r->db->trouble)
        return (struct value){ .kind = DB_NULL, .bytes = S("") };
    MUST(r->row > 0 && col >= 0 && col < r->s->columns);
    return r->db->driver->value(r->db, r->s, col);
}

enum db_kind db_kind(const struct rows *r, int col)
{
    return value_at(r, col).kind;
}

bool db_null(const struct rows *r, int col)
{
    return db_kind(r, col) == DB_NULL;
}

int64_t db_int(const struct rows *r, int col)
{
    struct value v = value_at(r, col);

    if (v.kind != DB_NULL && v.kind != DB_INT)
        db_trip(r->db, DB_BROKEN, "text where a number should be", r->s);
    return v.kind == DB_INT ? v.number : 0;
}

struct str db_str(const struct rows *r, int col)
{
    struct value v = value_at(r, col);
    struct buf b;

    if (v.kind == DB_NULL)
        return S("");
    if (v.kind != DB_INT)
        return v.bytes;
    b = buf_start(&r->s->scratch);
    buf_int(&b, v.number);
    return buf_str(&b);
}

/* A disk may lie about lengths: that is a fault, not a bug. */
static void value_copy(const struct rows *r, int col, void *out, size_t bytes)
{
    struct value v = value_at(r, col);

    memset(out, 0, bytes);
    if (v.kind == DB_NULL)
        return;
    if (v.kind == DB_INT || v.bytes.n != bytes)
        db_trip(r->db, DB_BROKEN, "an id or hash of a wrong length", r->s);
    else
        memcpy(out, v.bytes.p, bytes);
}

struct id db_id(const struct rows *r, int col)
{
    struct id i;

    value_copy(r, col, i.b, sizeof i.b);
    return i;
}

struct hash db_hash(const struct rows *r, int col)
{
    struct hash h;

    value_copy(r, col, h.b, sizeof h.b);
    return h;
}

/* ---- schema -------------------------------------------------------------*/

/* What stands before the next ";\n"; the script moves on behind it. */
static struct str script_cut(struct str *script)
{
    struct str one = *script;

    for (size_t i = 0; i + 1 < one.n; i++)
        if (one.p[i] == ';' && one.p[i + 1] == '\n') {
            one.n = i;
            *script = str_from(*script, i + 2);
            return one;
        }
    *script = str_from(*script, script->n);
    return one;
}

/* Each database's own words: PostgreSQL has no ROWID, and SQLite needs no index
 * beside a table whose key is an INTEGER. Where rows change again and again
 * PostgreSQL is told to leave room beside them: a row that finds its new self
 * on the same page needs no new entry in any index. */
static const char *script_text(struct arena *a, struct str one, bool postgres)
{
    struct str wide = S("BIGINT NOT NULL PRIMARY KEY");
    struct str change = S("/* ROWS CHANGE */");
    struct buf b = buf_start(a);

    while (one.n) {
        if (postgres && str_starts(one, S("WITHOUT ROWID"))) {
            one = str_from(one, S("WITHOUT ROWID").n);
        } else if (!postgres && str_starts(one, wide)) {
            buf_z(&b, "INTEGER NOT NULL PRIMARY KEY");
            one = str_from(one, wide.n);
        } else if (postgres && str_starts(one, change)) {
            buf_z(&b, "WITH (fillfactor = 70)");
            one = str_from(one, change.n);
        }
        if (!one.n)
            break;
        buf_char(&b, *one.p);
        one = str_from(one, 1);
    }
    return arena_z(a, buf_str(&b));
}

void db_script(struct db *db, struct str script)
{
    struct arena a = { .chunk_bytes = 8192 };
    bool own = !db->in_transaction;

    if (own)
        db_begin(db);
    while (script.n && !db->trouble) {
        struct str one = script_cut(&script);

        if (str_trim(one).n && db_step(db))
            db->driver->exec(db, script_text(&a, one, db->driver->postgres));
        arena_free(&a);
    }
    if (own)
        db_commit(db);
    if (!db->trouble)
        statements_forget(db); /* their tables may have new columns */
}

bool db_has_table(struct db *db, const char *name)
{
    struct rows r;
    bool there;

    if (db->trouble)
        return false;
    r = db_text_rows(db, str_of(db->driver->has_table));
    db_bind_text(&r, 1, str_of(name));
    there = db_next(&r);
    db_done(&r);
    return there;
}

/* sqlite - the driver for a file or for memory; natively and in wasm.
 *
 * Nothing here but sqlite3.h and the C library, so that the browser runs the
 * same lines. Files are in WAL mode: readers never wait for the writer. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/driver.h"

/* "Saat" in the file's header says whose it is. */
#define APPLICATION_ID 1398890868
#define SPELL(x) SPELL_(x)
#define SPELL_(x) #x

struct sqlite {
    struct db db;
    sqlite3 *h;
};
struct lite_statement {
    struct statement s;
    sqlite3_stmt *h;
    uint16_t *at; /* SQLite's index of $n, by n - 1 */
};

static struct sqlite *lite(struct db *db)
{
    return (struct sqlite *)db;
}

static sqlite3_stmt *handle(const struct statement *s)
{
    return ((const struct lite_statement *)s)->h;
}

static enum db_trouble trouble_of(int rc)
{
    if (rc == SQLITE_IOERR_SHMSIZE) /* no room for the WAL's index */
        return DB_FULL;
    switch (rc & 0xff) {
    case SQLITE_NOTADB: return DB_NOT_OURS;
    case SQLITE_READONLY: return DB_READ_ONLY;
    case SQLITE_FULL: return DB_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return DB_BUSY;
    default: return DB_BROKEN;
    }
}

static bool fine(struct db *db, int rc, const struct statement *s)
{
    if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
        return true;
    db_trip(db, trouble_of(rc), sqlite3_errmsg(lite(db)->h), s);
    return false;
}

static void lite_exec(struct db *db, const char *sql)
{
    fine(db, sqlite3_exec(lite(db)->h, sql, NULL, NULL, NULL), NULL);
}

/* ---- open and close -----------------------------------------------------*/

/* Chosen by trial. A big cache is used only as far as pages are touched. Only
 * readers map the file: there a failing disk ends one page, not the keeper.
 * A reader has no right to make files, so it sorts in memory. */
static const char set_writer[] =
    "PRAGMA synchronous=FULL; PRAGMA cache_size=-32768; PRAGMA mmap_size=0;"
    "PRAGMA wal_autocheckpoint=10000; PRAGMA journal_size_limit=100000000";
static const char set_reader[] =
    "PRAGMA query_only=ON; PRAGMA cache_size=-1024;"
    "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY";
static const char set_memory[] = "PRAGMA temp_store=MEMORY";

static bool lite_takes(const char *address)
{
    return !str_starts(str_of(address), S("postgres://")) &&
           !str_starts(str_of(address), S("postgresql://"));
}

/* The first number that a pragma answers, or -1 with *rc set. */
static int64_t ask(struct db *db, const char *pragma, int *rc)
{
    sqlite3_stmt *q = NULL;
    int64_t n = -1;

    *rc = sqlite3_prepare_v2(lite(db)->h, pragma, -1, &q, NULL);
    if (*rc == SQLITE_OK && (*rc = sqlite3_step(q)) == SQLITE_ROW) {
        n = sqlite3_column_int64(q, 0);
        *rc = SQLITE_OK;
    }
    sqlite3_finalize(q);
    return n;
}

static bool there(const char *path)
{
    sqlite3_vfs *v = sqlite3_vfs_find(NULL);
    int yes = 0;

    return v && v->xAccess(v, path, SQLITE_ACCESS_EXISTS, &yes) == SQLITE_OK &&
           yes;
}

static int handle_open(struct db *db, const char *name, int flags)
{
    sqlite3 **h = &lite(db)->h;
    int rc;

    sqlite3_close(*h);
    *h = NULL;
    rc = sqlite3_open_v2(name, h,
                         flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                         NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(*h, 250);
        sqlite3_db_config(*h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(*h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        sqlite3_db_config(*h, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
        /* A statement is planned once, not anew for each number that is bound
         * to its LIMIT. */
        sqlite3_db_config(*h, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    }
    return rc;
}

/* A file on a disk that cannot be written, held by nobody: WAL has no place
 * for its index. Without a WAL the file itself is whole and may be read as
 * something that never changes. */
static int open_immutable(struct db *db, const char *address)
{
    struct arena a = { .chunk_bytes = 1024 };
    struct buf uri = buf_start(&a);
    int rc = SQLITE_CANTOPEN;

    buf_z(&uri, address);
    buf_z(&uri, "-wal");
    if (!there(arena_z(&a, buf_str(&uri)))) {
        uri = buf_start(&a);
        buf_z(&uri, "file:");
        for (const char *p = address; *p; p++)
            if (strchr("%?#", *p)) {
                buf_char(&uri, '%');
                buf_hex(&uri, p, 1);
            } else {
                buf_char(&uri, *p);
            }
        buf_z(&uri, "?immutable=1");
        rc = handle_open(db, arena_z(&a, buf_str(&uri)),
                         SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    }
    arena_free(&a);
    return rc;
}

static void trip_open(struct db *db, int rc, const char *address)
{
    enum db_trouble trouble = trouble_of(rc);
    const char *why = lite(db)->h ? sqlite3_errmsg(lite(db)->h) :
                                    sqlite3_errstr(rc);
    char text[SAID_BYTES];

    if ((rc & 0xff) == SQLITE_CANTOPEN && !there(address))
        trouble = DB_MISSING;
    sqlite3_snprintf(sizeof text, text, "%s: %s", address, why);
    db_trip(db, trouble, text, NULL);
}

/* True when the file is Saath's, or has just been made so. Reading the header
 * is what shows that a file is no database at all. */
static bool ours(struct db *db, const char *address, bool make)
{
    int rc;
    int64_t id = ask(db, "PRAGMA application_id", &rc);
    char text[SAID_BYTES];

    if (rc != SQLITE_OK && db->mode == DB_READ &&
        ((rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_READONLY ||
         rc == SQLITE_IOERR_SHMSIZE) &&
        open_immutable(db, address) == SQLITE_OK)
        id = ask(db, "PRAGMA application_id", &rc);
    if (rc != SQLITE_OK) {
        trip_open(db, rc, address);
        return false;
    }
    if (make && ask(db, "PRAGMA page_count", &rc) == 0) {
        /* In memory a page costs no seek, and most tables of a phone are nearly
         * empty: its image is a quarter of what it were. */
        lite_exec(db, strcmp(address, ":memory:") == 0 ?
                          "PRAGMA page_size=1024" :
                          "PRAGMA page_size=8192");
        lite_exec(db, "PRAGMA application_id=" SPELL(APPLICATION_ID));
        return !db->trouble;
    }
    if (id == APPLICATION_ID)
        return true;
    sqlite3_snprintf(sizeof text, text, "%s: not a database of Saath", address);
    db_trip(db, DB_NOT_OURS, text, NULL);
    return false;
}

/* Without shared memory (some network disks) SQLite keeps its old journal, and
 * then readers would wait for the writer and the writer for them. */
static void use_wal(struct db *db)
{
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(lite(db)->h, "PRAGMA journal_mode=WAL", -1, &q,
                                NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(q);
    if (fine(db, rc, NULL) &&
        !str_same(str_of((const char *)sqlite3_column_text(q, 0)), S("wal")))
        db_trip(db, DB_BROKEN, "this disk cannot hold a shared database", NULL);
    sqlite3_finalize(q);
}

static void lite_open(struct db *db, const char *address)
{
    static const int flags[] = {
        [DB_READ] = SQLITE_OPEN_READONLY,
        [DB_WRITE] = SQLITE_OPEN_READWRITE,
        [DB_BESIDE] = SQLITE_OPEN_READWRITE,
        [DB_MAKE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    bool memory = strcmp(address, ":memory:") == 0;
    enum db_mode mode = memory ? DB_MAKE : db->mode;
    int rc;

    if (!*address) { /* SQLite would take a nameless one */
        db_trip(db, DB_MISSING, "no name of a database", NULL);
        return;
    }
    rc = handle_open(db, address, flags[mode]);
    if (rc != SQLITE_OK) {
        trip_open(db, rc, address);
        return;
    }
    if (mode != DB_READ && sqlite3_db_readonly(lite(db)->h, "main") == 1) {
        db_trip(db, DB_READ_ONLY, "the file may not be written", NULL);
        return;
    }
    if (!ours(db, address, mode == DB_MAKE))
        return;
    if (!memory && mode != DB_READ)
        use_wal(db);
    if (!db->trouble)
        lite_exec(db, memory          ? set_memory :
                      mode == DB_READ ? set_reader :
                                        set_writer);
}

static void lite_close(struct db *db)
{
    sqlite3_close(lite(db)->h);
}

static void lite_rest(struct db *db)
{
    sqlite3_db_release_memory(lite(db)->h);
}

/* A new file out of what is alive, by way of the log, which is then emptied:
 * that has to wait for readers of what was. */
static bool lite_shred(struct db *db, const char *const *tables)
{
    int rc;

    (void)tables;
    lite_exec(db, "VACUUM");
    return !db->trouble && ask(db, "PRAGMA wal_checkpoint(TRUNCATE)", &rc) == 0;
}

/* ---- all of it as bytes --------------------------------------------------*/

static bool lite_image(struct db *db, struct str *image)
{
    sqlite3_int64 n = 0;
    unsigned char *p = sqlite3_serialize(lite(db)->h, "main", &n, 0);

    if (!p)
        return fine(db, SQLITE_NOMEM, NULL);
    *image = (struct str){ (const char *)p, (size_t)n };
    return true;
}

static void lite_image_give(struct str image)
{
    sqlite3_free((void *)(uintptr_t)image.p);
}

/* Page by page out of the bytes, so that what stands afterwards is the same as
 * if it had been made here. */
static bool lite_image_take(struct db *db, struct str image)
{
    unsigned char *p = (unsigned char *)(uintptr_t)image.p;
    sqlite3_int64 n = (sqlite3_int64)image.n;
    sqlite3_backup *copy = NULL;
    sqlite3 *from = NULL;
    int rc = sqlite3_open_v2(":memory:", &from,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_deserialize(from, "main", p, n, n,
                                 SQLITE_DESERIALIZE_READONLY);
    if (rc == SQLITE_OK) {
        copy = sqlite3_backup_init(lite(db)->h, "main", from, "main");
        rc = copy ? sqlite3_backup_step(copy, -1) : SQLITE_ERROR;
        if (copy)
            sqlite3_backup_finish(copy);
    }
    sqlite3_close(from);
    return fine(db, rc, NULL) && ours(db, "the image", false);
}

/* ---- transactions -------------------------------------------------------*/

static int64_t lite_changes(struct db *db)
{
    return sqlite3_total_changes64(lite(db)->h);
}

static void lite_begin(struct db *db)
{
    lite_exec(db, db->mode == DB_READ ? "BEGIN" : "BEGIN IMMEDIATE");
}

static bool lite_commit(struct db *db)
{
    lite_exec(db, "COMMIT");
    return !db->trouble;
}

/* A full disk may already have rolled back by itself. */
static void lite_rollback(struct db *db)
{
    sqlite3 *h = lite(db)->h;

    if (sqlite3_get_autocommit(h))
        return;
    if (sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK) {
        db_trip(db, DB_BROKEN, sqlite3_errmsg(h), NULL);
        db->lost = !sqlite3_get_autocommit(h);
    }
}

/* ---- statements ---------------------------------------------------------*/

/* SQLite numbers $n by first appearance; we bind by the number that is
 * written, and the numbers must be 1 to params as PostgreSQL wants them. */
static void map_params(struct db *db, struct lite_statement *l)
{
    int n = sqlite3_bind_parameter_count(l->h);

    l->s.params = n;
    l->at = calloc((size_t)n + 1, sizeof *l->at);
    MUST(l->at);
    for (int i = 1; i <= n; i++) {
        struct str name = str_of(sqlite3_bind_parameter_name(l->h, i));
        int64_t k;

        if (!str_starts(name, S("$")) || !int_read(str_from(name, 1), &k) ||
            k < 1 || k > n || l->at[k - 1]) {
            db_trip(db, DB_BROKEN, "parameters must be $1, $2 and so on",
                    &l->s);
            return;
        }
        l->at[k - 1] = (uint16_t)i;
    }
}

static void lite_prepare(struct db *db, struct statement *s)
{
    struct lite_statement *l = (struct lite_statement *)s;
    int rc = sqlite3_prepare_v3(lite(db)->h, s->text.p, (int)s->text.n,
                                SQLITE_PREPARE_PERSISTENT, &l->h, NULL);

    if (!fine(db, rc, s))
        return;
    if (!l->h) {
        db_trip(db, DB_BROKEN, "an empty statement", s);
        return;
    }
    s->columns = sqlite3_column_count(l->h);
    map_params(db, l);
}

static void lite_forget(struct db *db, struct statement *s)
{
    (void)db;
    sqlite3_finalize(handle(s));
    free(((struct lite_statement *)s)->at);
}

static void lite_bind(struct db *db, struct statement *s, int n, struct value v)
{
    sqlite3_stmt *h = handle(s);
    int at = ((struct lite_statement *)s)->at[n - 1], rc = SQLITE_OK;

    switch (v.kind) {
    case DB_NULL: rc = sqlite3_bind_null(h, at); break;
    case DB_INT: rc = sqlite3_bind_int64(h, at, v.number); break;
    case DB_TEXT:
        rc = sqlite3_bind_text64(h, at, v.bytes.p, v.bytes.n, SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
        break;
    case DB_BYTES:
        rc = sqlite3_bind_blob64(h, at, v.bytes.p, v.bytes.n, SQLITE_TRANSIENT);
        break;
    }
    fine(db, rc, s);
}

static bool lite_next(struct db *db, struct statement *s)
{
    int rc = sqlite3_step(handle(s));

    return fine(db, rc, s) && rc == SQLITE_ROW;
}

static void lite_run(struct db *db, struct statement *s)
{
    while (lite_next(db, s))
        continue;
}

static void lite_reset(struct db *db, struct statement *s)
{
    (void)db;
    sqlite3_reset(handle(s));
    sqlite3_clear_bindings(handle(s));
}

static const char *lite_column(const struct statement *s, int col)
{
    const char *name = sqlite3_column_name(handle(s), col);

    MUST(name);
    return name;
}

/* Looked for once: without mutexes a value is as good as its column. */
static struct value lite_value(struct db *db, struct statement *s, int col)
{
    sqlite3_value *at = sqlite3_column_value(handle(s), col);
    struct value v = { .kind = DB_NULL, .bytes = S("") };

    switch (sqlite3_value_type(at)) {
    case SQLITE_NULL: return v;
    case SQLITE_INTEGER:
        v.kind = DB_INT;
        v.number = sqlite3_value_int64(at);
        return v;
    case SQLITE_FLOAT:
        db_trip(db, DB_BROKEN, "a fraction where none may be: cast it", s);
        return v;
    case SQLITE_TEXT: v.kind = DB_TEXT; break;
    default: v.kind = DB_BYTES; break;
    }
    v.bytes.p = sqlite3_value_blob(at);
    v.bytes.n = (size_t)sqlite3_value_bytes(at);
    if (!v.bytes.p)
        v.bytes = S("");
    return v;
}

const struct driver driver_sqlite = {
    .postgres = false,
    .db_bytes = sizeof(struct sqlite),
    .statement_bytes = sizeof(struct lite_statement),
    .has_table = "SELECT 1 FROM sqlite_schema"
                 " WHERE type = 'table' AND name = $1",
    .version = "PRAGMA data_version", /* moves by what others commit */
    .changes = lite_changes,
    .takes = lite_takes,
    .open = lite_open,
    .close = lite_close,
    .rest = lite_rest,
    .shred = lite_shred,
    .image = lite_image,
    .image_give = lite_image_give,
    .image_take = lite_image_take,
    .begin = lite_begin,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .exec = lite_exec,
    .prepare = lite_prepare,
    .forget = lite_forget,
    .bind = lite_bind,
    .next = lite_next,
    .run = lite_run,
    .reset = lite_reset,
    .column = lite_column,
    .value = lite_value,
};

/* pg - the driver for PostgreSQL.
 *
 * The connection stays in libpq's pipeline mode. Inside a transaction writes
 * are queued without waiting; whatever reads, and commit, sends one Sync and
 * collects all answers, so a batch costs a single trip. Plain inserts gather
 * in their own buffer until something reads, and go out as one COPY when they
 * are many. Questions asked ahead travel together. Outside a transaction each
 * statement is its own. Values travel in binary both ways. */
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "db/driver.h"

enum {
    WAITING_MAX = 512,    /* sent, not yet collected */
    KEPT_BYTES = 65536,   /* a bound value larger is not kept room for */
    GROWN_ROWS = 1000,    /* put into a table before it is analysed */
    COPY_ROWS = 24,       /* fewer go out as inserts, without another trip */
    COPY_BYTES = 8 << 20, /* gathered for one table, before it goes out */
    AHEAD_BUCKETS = 4096
};

/* pg_type.oid of the types we speak; they never change. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_BPCHAR = 1042,
    OID_VARCHAR = 1043
};

/* A question asked ahead; its answer once it was collected. */
struct ahead {
    const struct statement *s;
    uint64_t key;
    struct str values; /* as bound; behind the struct */
    PGresult *answer;
    struct ahead *next;
};
struct pg {
    struct db db;
    PGconn *c;
    long names; /* statements named so far */
    int waiting;
    const struct statement *sent[WAITING_MAX]; /* NULL for a bare one */
    struct ahead *asked[WAITING_MAX];          /* NULL for any other */
    struct ahead *ahead[AHEAD_BUCKETS];
    long aheads;
    struct pg_statement *gathering; /* those with rows not sent yet */
    const char **value;             /* scratch for sending, `room` of each */
    int *format;
    int room;
};
struct pg_param {
    Oid type;
    int length; /* -1 is NULL */
    size_t at;  /* in the statement's bytes */
};
struct pg_statement {
    struct statement s;
    char name[24];
    bool made; /* the server has it */
    struct pg_param *param;
    int *length;
    char *bytes; /* bound values, one behind the other */
    size_t n, room;
    PGresult *about; /* names and types of the columns */
    PGresult *result;
    int row;
    char *copy;     /* a plain insert: its COPY statement */
    char *gathered; /* rows as COPY takes them */
    size_t gathered_n, gathered_room, gathered_rows;
    size_t grown, total;       /* rows put since the table was analysed; ever */
    struct pg_statement *next; /* of those gathering */
};

static void gathered_send(struct db *db);

static struct pg *pg(struct db *db)
{
    return (struct pg *)db;
}

static struct pg_statement *stmt(struct statement *s)
{
    return (struct pg_statement *)s;
}

/* ---- faults -------------------------------------------------------------*/

static enum db_trouble trouble_of(const char *state)
{
    static const struct {
        const char *state;
        enum db_trouble trouble;
    } t[] = {
        { "25006", DB_READ_ONLY }, /* read_only_sql_transaction */
        { "53100", DB_FULL },      /* disk_full */
        { "55P03", DB_BUSY },      /* lock_not_available */
        { "40001", DB_BUSY },      /* serialization_failure */
        { "40P01", DB_BUSY },      /* deadlock_detected */
        { "3D000", DB_MISSING },   /* invalid_catalog_name */
    };

    for (size_t i = 0; state && i < LEN(t); i++)
        if (strcmp(state, t[i].state) == 0)
            return t[i].trouble;
    return DB_BROKEN;
}

static void trip_lost(struct db *db)
{
    db_trip(db, DB_BROKEN, PQerrorMessage(pg(db)->c), NULL);
    db->lost = true;
}

/* Only the primary message: the detail would quote the row, and with it
 * people, in a log. */
static void trip_result(struct db *db, const PGresult *r,
                        const struct statement *s)
{
    const char *said = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);

    db_trip(db, trouble_of(PQresultErrorField(r, PG_DIAG_SQLSTATE)),
            said ? said : PQresultErrorMessage(r), s);
    db->lost |= PQstatus(pg(db)->c) == CONNECTION_BAD;
}

static void be_quiet(void *arg, const char *text)
{
    (void)arg, (void)text;
}

/* ---- the pipeline -------------------------------------------------------*/

/* All results of one sent command; the last of them, for the caller to
 * clear. */
static PGresult *collect_one(struct db *db, const struct statement *s)
{
    PGresult *last = NULL, *r;

    while ((r = PQgetResult(pg(db)->c))) {
        switch (PQresultStatus(r)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
        case PGRES_PIPELINE_ABORTED: /* an earlier one has said why */ break;
        default: trip_result(db, r, s); break;
        }
        PQclear(last);
        last = r;
    }
    return last;
}

/* Waits for everything sent. The last command's result, for the caller to
 * clear; the first trouble is the fault. */
static PGresult *settle(struct db *db)
{
    struct pg *p = pg(db);
    PGresult *last = NULL, *sync;

    if (!p->waiting)
        return NULL;
    if (PQpipelineSync(p->c) != 1)
        trip_lost(db);
    for (int i = 0; i < p->waiting; i++) {
        PQclear(last);
        last = collect_one(db, p->sent[i]);
        if (p->asked[i]) {
            p->asked[i]->answer = last;
            last = NULL;
        }
    }
    p->waiting = 0;
    sync = PQgetResult(p->c);
    if (!sync || PQresultStatus(sync) != PGRES_PIPELINE_SYNC)
        trip_lost(db);
    PQclear(sync);
    return last;
}

/* Notes what a PQsend... call has sent. */
static void note(struct db *db, int sent, const struct statement *s)
{
    if (!sent) {
        trip_lost(db);
        return;
    }
    MUST(pg(db)->waiting < WAITING_MAX);
    pg(db)->asked[pg(db)->waiting] = NULL;
    pg(db)->sent[pg(db)->waiting++] = s;
}

static void make_room(struct db *db, int commands)
{
    if (pg(db)->waiting + commands > WAITING_MAX)
        PQclear(settle(db));
}

static void send_text(struct db *db, const char *sql)
{
    make_room(db, 1);
    if (!db->lost)
        note(db,
             PQsendQueryParams(pg(db)->c, sql, 0, NULL, NULL, NULL, NULL, 1),
             NULL);
}

static void pg_exec(struct db *db, const char *sql)
{
    gathered_send(db);
    send_text(db, sql);
    if (!db->in_transaction)
        PQclear(settle(db));
}

/* ---- open and close -----------------------------------------------------*/

static bool pg_takes(const char *address)
{
    return str_starts(str_of(address), S("postgres://")) ||
           str_starts(str_of(address), S("postgresql://"));
}

/* A question whose first column is true, asked before the pipeline starts.
 * False also after a fault. */
static bool ask(struct db *db, const char *sql)
{
    PGresult *r = PQexec(pg(db)->c, sql);
    bool yes = false;

    if (PQresultStatus(r) == PGRES_TUPLES_OK)
        yes = PQntuples(r) && strcmp(PQgetvalue(r, 0, 0), "t") == 0;
    else if (PQresultStatus(r) != PGRES_COMMAND_OK)
        trip_result(db, r, NULL);
    PQclear(r);
    return yes;
}

static bool demand(struct db *db, const char *sql, enum db_trouble trouble,
                   const char *otherwise)
{
    if (!ask(db, sql))
        db_trip(db, trouble, otherwise, NULL);
    return !db->trouble;
}

/* One keeper for each schema; a schema with tables that are not Saath's is
 * left alone. The mark is a type, so that it is no table in anybody's list. */
static void take_hold(struct db *db)
{
    if (!demand(db,
                "SELECT pg_try_advisory_lock(1398890868,"
                " hashtext(current_schema()))",
                DB_BUSY, "another keeper holds this database"))
        return;
    if (db->mode == DB_WRITE ||
        ask(db, "SELECT to_regtype('saath_mark')"
                " IS NOT NULL") ||
        db->trouble)
        return;
    if (demand(db,
               "SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE"
               " schemaname = current_schema())",
               DB_NOT_OURS, "this database holds tables that are not Saath's"))
        ask(db, "CREATE DOMAIN saath_mark AS bigint");
}

static void pg_open(struct db *db, const char *address)
{
    PGconn *c = pg(db)->c = PQconnectdb(address);

    MUST(c);
    if (PQstatus(c) != CONNECTION_OK) {
        db_trip(db, DB_MISSING, PQerrorMessage(c), NULL);
        return;
    }
    PQsetNoticeProcessor(c, be_quiet, NULL);
    ask(db, "SET client_encoding='UTF8'; SET synchronous_commit=on;"
            " SET standard_conforming_strings=on; SET jit=off;"
            " SET client_min_messages=warning; SET application_name='saath'");
    if (!db->trouble)
        demand(db, "SELECT current_schema() IS NOT NULL", DB_MISSING,
               "no such schema");
    if (!db->trouble)
        demand(db,
               "SELECT encoding = pg_char_to_encoding('UTF8') AND"
               " datcollate IN ('C', 'POSIX') AND datlocprovider = 'c'"
               " FROM pg_database WHERE datname = current_database()",
               DB_NOT_OURS,
               "the database must compare text by bytes: make it"
               " with createdb -T template0 -E UTF8 --locale=C NAME");
    if (!db->trouble && db->mode != DB_READ && db->mode != DB_BESIDE)
        take_hold(db);
    if (!db->trouble)
        demand(db, "SELECT to_regtype('saath_mark') IS NOT NULL", DB_NOT_OURS,
               "not a database of Saath");
    if (!db->trouble && db->mode == DB_READ)
        ask(db, "SET default_transaction_read_only=on");

    if (!db->trouble)
        MUST(PQenterPipelineMode(c) == 1);
}

/* ---- asked ahead --------------------------------------------------------*/

static uint64_t ahead_key(const struct statement *s, struct str values)
{
    uint64_t h = (uint64_t)(uintptr_t)s * UINT64_C(0x9e3779b97f4a7c15);

    for (size_t i = 0; i < values.n; i++)
        h = (h ^ (unsigned char)values.p[i]) * UINT64_C(0x100000001b3);
    return h ^ h >> 29;
}

static void pg_ahead_end(struct db *db)
{
    struct pg *p = pg(db);

    if (!p->aheads)
        return;
    for (int i = 0; i < p->waiting; i++)
        p->asked[i] = NULL; /* its answer will be dropped */
    for (int b = 0; b < AHEAD_BUCKETS; b++)
        while (p->ahead[b]) {
            struct ahead *one = p->ahead[b];

            p->ahead[b] = one->next;
            PQclear(one->answer);
            free(one);
        }
    p->aheads = 0;
}

/* ---- rows gathered for a table ------------------------------------------*/

static void gathered_drop(struct db *db)
{
    struct pg *p = pg(db);

    while (p->gathering) {
        struct pg_statement *g = p->gathering;

        p->gathering = g->next;
        g->gathered_n = g->gathered_rows = 0;
    }
}

static void big_endian(char *to, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        to[i] = (char)(v >> (bytes - 1 - i) * 8);
}

static void gathered_add(struct pg_statement *g, const void *from, size_t n)
{
    if (g->gathered_n + n > g->gathered_room) {
        g->gathered_room = (g->gathered_n + n) * 2;
        g->gathered = realloc(g->gathered, g->gathered_room);
        MUST(g->gathered);
    }
    memcpy(g->gathered + g->gathered_n, from, n);
    g->gathered_n += n;
}

/* The bound values as one row of a binary COPY. */
static void gather(struct db *db, struct pg_statement *g)
{
    struct pg *p = pg(db);
    char head[4];

    if (!g->gathered_rows) {
        g->next = p->gathering;
        p->gathering = g;
    }
    big_endian(head, (uint64_t)g->s.params, 2);
    gathered_add(g, head, 2);
    for (int i = 0; i < g->s.params; i++) {
        int length = g->param[i].length;

        big_endian(head, (uint32_t)length, 4);
        gathered_add(g, head, 4);
        if (length > 0)
            gathered_add(g, g->bytes + g->param[i].at, (size_t)length);
    }
    g->gathered_rows++;
    g->grown++;
    g->total++;
    if (g->gathered_n > COPY_BYTES)
        gathered_send(db);
}

/* Few rows: inserts in the pipeline. */
static void gathered_insert(struct db *db, struct pg_statement *g)
{
    struct pg *p = pg(db);
    const char *at = g->gathered;

    for (size_t row = 0; row < g->gathered_rows; row++) {
        at += 2;
        for (int i = 0; i < g->s.params; i++) {
            const unsigned char *u = (const unsigned char *)at;

            g->length[i] = (int)((uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 |
                                 (uint32_t)u[2] << 8 | u[3]);
            at += 4;
            p->value[i] = g->length[i] < 0 ? NULL : at;
            if (g->length[i] > 0)
                at += g->length[i];
        }
        make_room(db, 1);
        if (db->lost)
            return;
        note(db,
             PQsendQueryPrepared(p->c, g->name, g->s.params, p->value,
                                 g->length, p->format, 1),
             &g->s);
    }
}

static void copy_end(struct db *db, struct pg_statement *g)
{
    PGresult *r;

    while ((r = PQgetResult(pg(db)->c))) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
            trip_result(db, r, &g->s);
        PQclear(r);
    }
}

/* Many rows: one COPY, outside the pipeline. */
static void gathered_copy(struct db *db, struct pg_statement *g)
{
    static const char head[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
    struct pg *p = pg(db);
    PGresult *r = PQexec(p->c, g->copy);
    bool open = PQresultStatus(r) == PGRES_COPY_IN;

    if (!open)
        trip_result(db, r, &g->s);
    PQclear(r);
    if (!open)
        return;
    if (PQputCopyData(p->c, head, sizeof head) != 1 ||
        PQputCopyData(p->c, g->gathered, (int)g->gathered_n) != 1 ||
        PQputCopyData(p->c, "\377\377", 2) != 1 ||
        PQputCopyEnd(p->c, NULL) != 1)
        trip_lost(db);
    copy_end(db, g);
}

/* Everything gathered goes out, before anybody reads or commits. */
static void gathered_send(struct db *db)
{
    struct pg *p = pg(db);
    bool many = false;

    for (struct pg_statement *g = p->gathering; g; g = g->next) {
        if (g->gathered_rows < COPY_ROWS)
            gathered_insert(db, g);
        else
            many = true;
    }
    if (many && !db->trouble) {
        PQclear(settle(db));
        if (!db->trouble) {
            MUST(PQexitPipelineMode(p->c) == 1);
            for (struct pg_statement *g = p->gathering; g; g = g->next)
                if (g->gathered_rows >= COPY_ROWS && !db->trouble)
                    gathered_copy(db, g);
            if (!db->lost)
                MUST(PQenterPipelineMode(p->c) == 1);
        }
    }
    gathered_drop(db);
}

/* "INSERT INTO t (a, b) VALUES ($1, $2)", each parameter once and in turn: the
 * COPY that does the same. NULL for anything else. */
static char *copy_of(struct str sql, int params)
{
    struct str rest = str_trim(sql), head;
    struct arena a = { .chunk_bytes = 1024 };
    struct buf b = buf_start(&a);
    char *copy = NULL;

    if (!str_starts(rest, S("INSERT INTO ")))
        return NULL;
    rest = str_from(rest, 12);
    head = str_cut(&rest, ')');
    rest = str_trim(rest);
    if (!str_starts(rest, S("VALUES (")))
        return NULL;
    rest = str_from(rest, 8);
    for (int i = 1; i <= params; i++) {
        struct str one = str_trim(str_cut(&rest, i < params ? ',' : ')'));
        int64_t n;

        if (!str_starts(one, S("$")) || !int_read(str_from(one, 1), &n) ||
            n != i)
            params = -1;
    }
    if (params > 0 && !rest.n) {
        buf_z(&b, "COPY ");
        buf_add(&b, head);
        buf_z(&b, ") FROM STDIN (FORMAT binary)");
        copy = strndup(b.p, b.n);
        MUST(copy);
    }
    arena_free(&a);
    return copy;
}

/* The server ends a session a while after we hang up; the next keeper need
 * not wait for that. */
static void pg_close(struct db *db)
{
    PGconn *c = pg(db)->c;

    if (PQstatus(c) == CONNECTION_OK && PQexitPipelineMode(c) == 1)
        PQclear(PQexec(c, "SELECT pg_advisory_unlock_all()"));
    pg_ahead_end(db);
    PQfinish(pg(db)->c);
    free(pg(db)->value);
    free(pg(db)->format);
}

/* The caches are the server's. */
static void pg_rest(struct db *db)
{
    (void)db;
}

/* It waits for no reader longer than a page takes. */
static bool pg_shred(struct db *db, const char *const *tables)
{
    bool good;

    pg_exec(db, "SET lock_timeout = '3s'");
    for (; *tables && !db->trouble; tables++) {
        char sql[120];

        snprintf(sql, sizeof sql, "VACUUM FULL %s", *tables);
        pg_exec(db, sql);
    }
    good = !db->trouble;
    if (!good)
        db_forgive(db);
    pg_exec(db, "SET lock_timeout = 0");
    return good;
}

/* ---- transactions -------------------------------------------------------*/

/* A reader sees one moment for the whole transaction, as SQLite's does. */
static void pg_begin(struct db *db)
{
    send_text(db, db->mode == DB_READ ?
                      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" :
                      "BEGIN");
}

/* A plan made for an empty table is kept while it grows to a million rows.
 * Counted anew at each doubling, the server plans anew. */
static void analyse(struct db *db, struct statement *s)
{
    struct pg_statement *g = s ? stmt(s) : NULL;
    struct arena a = { .chunk_bytes = 256 };
    struct buf b;

    if (!g || !g->copy || g->grown < GROWN_ROWS || 2 * g->grown < g->total ||
        db->trouble)
        return;
    b = buf_start(&a);
    buf_z(&b, "ANALYZE ");
    for (const char *name = g->copy + 5; *name && *name != ' '; name++)
        buf_char(&b, *name);
    send_text(db, arena_z(&a, buf_str(&b)));
    PQclear(settle(db));
    g->grown = 0;
    arena_free(&a);
}

static void analyse_grown(struct db *db)
{
    for (int i = 0; i < db_named_count; i++)
        analyse(db, db->named[i]);
    for (int i = 0; i < BUCKETS; i++)
        for (struct statement *s = db->composed[i]; s; s = s->next)
            analyse(db, s);
}

static bool pg_commit(struct db *db)
{
    PGresult *r;

    gathered_send(db);
    pg_ahead_end(db);
    send_text(db, "COMMIT");
    r = settle(db);
    /* The server answers COMMIT of a failed transaction with ROLLBACK. */
    if (!db->trouble && (!r || strcmp(PQcmdStatus(r), "COMMIT") != 0))
        db_trip(db, DB_BROKEN, "the server rolled back", NULL);
    PQclear(r);
    if (!db->trouble)
        analyse_grown(db);
    return !db->trouble;
}

static void pg_rollback(struct db *db)
{
    gathered_drop(db);
    pg_ahead_end(db);
    PQclear(settle(db)); /* or ROLLBACK would be skipped with the rest */
    if (db->lost || PQtransactionStatus(pg(db)->c) == PQTRANS_IDLE)
        return;
    send_text(db, "ROLLBACK");
    PQclear(settle(db));
    if (PQtransactionStatus(pg(db)->c) != PQTRANS_IDLE)
        trip_lost(db);
}

/* ---- statements ---------------------------------------------------------*/

static bool spoken(Oid type)
{
    switch (type) {
    case OID_BOOL:
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
    case OID_BYTEA:
    case OID_TEXT:
    case OID_NAME:
    case OID_BPCHAR:
    case OID_VARCHAR: return true;
    default: return false;
    }
}

/* Types are asked for once; one that we do not speak (sum() is numeric) is
 * found here, when the statement is prepared, and not when it first runs. */
static void learn(struct db *db, struct pg_statement *g)
{
    const PGresult *r = g->about;

    g->s.params = PQnparams(r);
    g->s.columns = PQnfields(r);
    g->param = calloc((size_t)g->s.params + 1, sizeof *g->param);
    g->length = calloc((size_t)g->s.params + 1, sizeof *g->length);
    MUST(g->param && g->length);
    for (int i = 0; i < g->s.params; i++) {
        g->param[i].type = PQparamtype(r, i);
        g->param[i].length = -1;
        if (!spoken(g->param[i].type))
            db_trip(db, DB_BROKEN,
                    "a parameter that is neither integer, text"
                    " nor bytes: cast it",
                    &g->s);
    }
    for (int i = 0; i < g->s.columns; i++)
        if (!spoken(PQftype(r, i)))
            db_trip(db, DB_BROKEN,
                    "a column that is neither integer, text"
                    " nor bytes: cast it",
                    &g->s);
}

/* The arrays that every send needs, as long as the longest so far. */
static void widen(struct pg *p, int params)
{
    if (params <= p->room)
        return;
    p->room = params;
    p->value = realloc(p->value, (size_t)params * sizeof *p->value);
    p->format = realloc(p->format, (size_t)params * sizeof *p->format);
    MUST(p->value && p->format);
    for (int i = 0; i < params; i++)
        p->format[i] = 1;
}

static void pg_prepare(struct db *db, struct statement *s)
{
    struct pg *p = pg(db);
    struct pg_statement *g = stmt(s);
    struct arena a = { .chunk_bytes = 1024 };
    struct buf name = buf_start(&a);

    make_room(db, 2);
    if (db->trouble)
        return;
    buf_char(&name, 's');
    buf_int(&name, ++p->names);
    MUST(name.n < sizeof g->name);
    memcpy(g->name, name.p, name.n);
    note(db, PQsendPrepare(p->c, g->name, arena_z(&a, s->text), 0, NULL), s);
    if (!db->trouble)
        note(db, PQsendDescribePrepared(p->c, g->name), s);
    arena_free(&a);
    g->about = settle(db);
    if (db->trouble)
        return;
    g->made = true;
    learn(db, g);
    widen(p, s->params);
    g->copy = copy_of(s->text, s->params);
}

static void pg_reset(struct db *db, struct statement *s)
{
    struct pg_statement *g = stmt(s);

    (void)db;
    PQclear(g->result);
    g->result = NULL;
    g->row = 0;
    g->n = 0;
    for (int i = 0; i < s->params; i++)
        g->param[i].length = -1;
    if (g->room > KEPT_BYTES) {
        free(g->bytes);
        g->bytes = NULL;
        g->room = 0;
    }
}

static void pg_forget(struct db *db, struct statement *s)
{
    struct pg_statement *g = stmt(s);
    char sql[40];

    if (g->param)
        pg_reset(db, s);
    if (!db->lost)
        gathered_send(db);
    else
        gathered_drop(db);
    pg_ahead_end(db);
    PQclear(settle(db)); /* what is queued still names the statement */
    if (g->made && !db->lost && !db->trouble) {
        snprintf(sql, sizeof sql, "DEALLOCATE %s", g->name);
        send_text(db, sql);
        PQclear(settle(db));
    }
    PQclear(g->about);
    free(g->param);
    free(g->length);
    free(g->bytes);
    free(g->copy);
    free(g->gathered);
}

static void keep(struct pg_statement *g, struct pg_param *p, const void *from,
                 size_t n)
{
    if (g->n + n > g->room) {
        g->room = (g->n + n) * 2;
        g->bytes = realloc(g->bytes, g->room);
        MUST(g->bytes);
    }
    memcpy(g->bytes + g->n, from, n);
    p->at = g->n;
    p->length = (int)n;
    g->n += n;
}

static int width_of(Oid type)
{
    switch (type) {
    case OID_BOOL: return 1;
    case OID_INT2: return 2;
    case OID_INT4: return 4;
    case OID_INT8: return 8;
    default: return 0;
    }
}

/* Big-endian, in as many bytes as the type has. */
static bool keep_number(struct pg_statement *g, struct pg_param *p, int64_t v)
{
    int width = width_of(p->type);
    unsigned char b[8];
    int64_t top = width ? INT64_MAX >> (64 - width * 8) : 0;

    if (p->type == OID_BOOL ? v != 0 && v != 1 : v > top || v < -top - 1)
        return false;
    for (int i = 0; i < width; i++)
        b[i] = (unsigned char)((uint64_t)v >> (width - 1 - i) * 8);
    keep(g, p, b, (size_t)width);
    return true;
}

static void pg_bind(struct db *db, struct statement *s, int n, struct value v)
{
    struct pg_statement *g = stmt(s);
    struct pg_param *p = &g->param[n - 1];
    bool number = width_of(p->type) > 0;

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

static void send_bound(struct db *db, struct statement *s)
{
    struct pg *p = pg(db);
    struct pg_statement *g = stmt(s);

    make_room(db, 1);
    if (db->trouble)
        return;
    for (int i = 0; i < s->params; i++) {
        g->length[i] = g->param[i].length;
        p->value[i] = g->length[i] < 0  ? NULL :
                      g->length[i] == 0 ? "" :
                                          g->bytes + g->param[i].at;
    }
    note(db,
         PQsendQueryPrepared(p->c, g->name, s->params, p->value, g->length,
                             p->format, 1),
         s);
}

/* Lengths and bytes of what is bound. */
static struct str values_of(const struct pg_statement *g, struct arena *a)
{
    struct buf b = buf_start(a);

    for (int i = 0; i < g->s.params; i++) {
        int length = g->param[i].length;

        buf_add(&b, (struct str){ (const char *)&length, sizeof length });
        if (length > 0)
            buf_add(&b,
                    (struct str){ g->bytes + g->param[i].at, (size_t)length });
    }
    return buf_str(&b);
}

static void pg_ahead(struct db *db, struct statement *s)
{
    struct pg *p = pg(db);
    struct arena a = { .chunk_bytes = 1024 };
    struct str values = values_of(stmt(s), &a);
    struct ahead *one = calloc(1, sizeof *one + values.n + 1);

    MUST(one);
    gathered_send(db);
    send_bound(db, s);
    one->s = s;
    one->values = (struct str){ (char *)(one + 1), values.n };
    if (values.n)
        memcpy(one + 1, values.p, values.n);
    one->key = ahead_key(s, values);
    one->next = p->ahead[one->key % AHEAD_BUCKETS];
    p->ahead[one->key % AHEAD_BUCKETS] = one;
    p->aheads++;
    if (p->waiting)
        p->asked[p->waiting - 1] = one;
    arena_free(&a);
}

/* The answer to this very question, when it was asked ahead. */
static PGresult *ahead_take(struct db *db, struct statement *s)
{
    struct pg *p = pg(db);
    struct arena a = { .chunk_bytes = 1024 };
    struct str values;
    PGresult *answer = NULL;
    uint64_t key;

    if (!p->aheads)
        return NULL;
    values = values_of(stmt(s), &a);
    key = ahead_key(s, values);
    for (struct ahead **at = &p->ahead[key % AHEAD_BUCKETS]; *at;
         at = &(*at)->next) {
        struct ahead *one = *at;

        if (one->key != key || one->s != s || !str_same(one->values, values))
            continue;
        if (!one->answer)
            PQclear(settle(db));
        answer = one->answer;
        *at = one->next;
        p->aheads--;
        free(one);
        break;
    }
    arena_free(&a);
    return answer;
}

static bool pg_next(struct db *db, struct statement *s)
{
    struct pg_statement *g = stmt(s);

    if (g->result) {
        g->row++;
    } else if ((g->result = ahead_take(db, s))) {
        g->row = 0;
    } else {
        gathered_send(db);
        send_bound(db, s);
        if (pg(db)->waiting)
            g->result = settle(db);
        g->row = 0;
    }
    return !db->trouble && g->row < PQntuples(g->result);
}

static void pg_run(struct db *db, struct statement *s)
{
    struct pg_statement *g = stmt(s);

    if (g->copy && db->in_transaction) {
        gather(db, g);
        return;
    }
    gathered_send(db);
    send_bound(db, s);
    if (!db->in_transaction)
        PQclear(settle(db));
}

static const char *pg_column(const struct statement *s, int col)
{
    return PQfname(((const struct pg_statement *)s)->about, col);
}

static struct value pg_value(struct db *db, struct statement *s, int col)
{
    struct pg_statement *g = stmt(s);
    struct value v = { .kind = DB_NULL, .bytes = S("") };
    Oid type = PQftype(g->about, col);
    const char *p;
    int n;

    (void)db;
    if (PQgetisnull(g->result, g->row, col))
        return v;
    p = PQgetvalue(g->result, g->row, col);
    n = PQgetlength(g->result, g->row, col);
    if (!width_of(type)) {
        v.kind = type == OID_BYTEA ? DB_BYTES : DB_TEXT;
        v.bytes = (struct str){ p, (size_t)n };
        return v;
    }
    v.kind = DB_INT;
    MUST(n == width_of(type));
    v.number = n > 1 && (*p & 0x80) ? -1 : 0;
    for (int i = 0; i < n; i++)
        v.number = (int64_t)((uint64_t)v.number << 8 | (unsigned char)p[i]);
    return v;
}

const struct driver driver_postgres = {
    .postgres = true,
    .db_bytes = sizeof(struct pg),
    .statement_bytes = sizeof(struct pg_statement),
    .has_table = "SELECT 1 FROM pg_tables WHERE tablename = CAST($1 AS text)"
                 " AND schemaname = current_schema()",
    .takes = pg_takes,
    .open = pg_open,
    .close = pg_close,
    .rest = pg_rest,
    .shred = pg_shred,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .exec = pg_exec,
    .prepare = pg_prepare,
    .forget = pg_forget,
    .bind = pg_bind,
    .next = pg_next,
    .run = pg_run,
    .ahead = pg_ahead,
    .ahead_end = pg_ahead_end,
    .reset = pg_reset,
    .column = pg_column,
    .value = pg_value,
};

/* copy - all that a site is, as lines, and back: for backups.
 *
 * Entries in the order in which they came; everything derived is left out.
 * Sealed parts go as they lie, under the site's key. Of the local tables all
 * but sessions, each row as it stands. doc/format.md has the form. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

enum { PAGE_ROWS = 500, LOCAL_TABLES = 20, COLUMNS_MOST = 30 };

/* ---- out ----------------------------------------------------------------*/

static bool log_out(struct db *db, log_put *put, void *self)
{
    int64_t after = 0, last = -1;
    bool good = true;

    while (good && last != after) {
        struct rows r = db_rows(db, SQL_ENTRY_PAGE);

        last = after;
        db_bind_int(&r, 1, after);
        db_bind_int(&r, 2, PAGE_ROWS);
        while (good && db_next(&r)) {
            after = db_int(&r, 0);
            good = put(self, db_str(&r, 9));
        }
        db_done(&r);
    }
    return good;
}

static bool stamps_out(struct db *db, log_put *put, void *self)
{
    struct arena a = { 0 };
    struct rows r = db_rows(db, SQL_COPY_STAMPS);
    bool good = true;

    while (good && db_next(&r)) {
        struct stamp s = { .device = db_id(&r, 0),
                           .seq = db_int(&r, 1),
                           .head = db_hash(&r, 2) };
        struct str sig = db_str(&r, 3);

        if (sig.n == sizeof s.sig)
            memcpy(s.sig, sig.p, sizeof s.sig);
        good = put(self, stamp_line(&s, &a));
        arena_free(&a);
    }
    db_done(&r);
    return good;
}

static void member_hex(struct buf *b, const char *before, struct str bytes)
{
    buf_z(b, before);
    buf_char(b, '"');
    buf_hex(b, bytes.p, bytes.n);
    buf_char(b, '"');
}

static bool roots_out(struct db *db, log_put *put, void *self)
{
    struct arena a = { 0 };
    struct rows r = db_rows(db, SQL_ROOT_ALL);
    bool good = true;

    while (good && db_next(&r)) {
        struct buf b = buf_start(&a);

        member_hex(&b, "{\"device\":", db_str(&r, 0));
        if (!db_null(&r, 4))
            member_hex(&b, ",\"head\":", db_str(&r, 4));
        buf_z(&b, ",\"holder\":");
        buf_json(&b, db_str(&r, 2));
        member_hex(&b, ",\"key\":", db_str(&r, 1));
        if (!db_null(&r, 3))
            buf_fmt(&b, ",\"last\":%lld", (long long)db_int(&r, 3));
        buf_char(&b, '}');
        good = put(self, buf_str(&b));
        arena_free(&a);
    }
    db_done(&r);
    return good;
}

static bool parts_out(struct db *db, log_put *put, void *self)
{
    struct hash after = { { 0 } };
    bool good = true, more = true;

    while (good && more) {
        struct arena a = { 0 };
        struct rows r = db_rows(db, SQL_COPY_PARTS);
        int n = 0;

        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, PAGE_ROWS);
        while (good && db_next(&r)) {
            struct buf b = buf_start(&a);

            after = db_hash(&r, 0);
            member_hex(&b, "{\"hash\":", db_str(&r, 0));
            member_hex(&b, ",\"lies\":", db_str(&r, 2));
            buf_fmt(&b, ",\"n\":%lld}", (long long)db_int(&r, 1));
            good = put(self, buf_str(&b));
            n++;
        }
        db_done(&r);
        arena_free(&a);
        more = n == PAGE_ROWS;
    }
    return good;
}

/* The tables of local_schema, read from it so that none is forgotten. Who is
 * logged in stays behind. */
static size_t local_tables(struct arena *a, const char **name)
{
    struct str rest = db_named_get(SQL_LOCAL_SCHEMA)->text;
    size_t n = 0;

    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        if (!str_starts(line, S("CREATE TABLE ")))
            continue;
        line = str_from(line, 13);
        line = str_cut(&line, ' ');
        if (str_same(line, S("session")))
            continue;
        MUST(n < LOCAL_TABLES);
        name[n++] = arena_z(a, line);
    }
    return n;
}

/* Columns in the order of their names, as canonical JSON wants its keys. */
static int columns_sort(struct rows *r, int *order)
{
    int n = db_columns(r);

    MUST(n <= COLUMNS_MOST);
    for (int i = 0; i < n; i++) {
        int at = i;

        for (;
             at > 0 && strcmp(db_column(r, order[at - 1]), db_column(r, i)) > 0;
             at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return n;
}

static void row_out(struct buf *b, struct rows *r, const int *order, int n)
{
    const char *comma = "";

    buf_z(b, "{\"row\":{");
    for (int i = 0; i < n; i++) {
        int col = order[i];
        enum db_kind kind = db_kind(r, col);

        if (kind == DB_NULL)
            continue;
        buf_fmt(b, "%s\"%s\":", comma, db_column(r, col));
        comma = ",";
        if (kind == DB_INT)
            buf_int(b, db_int(r, col));
        else if (kind == DB_TEXT)
            buf_json(b, db_str(r, col));
        else
            member_hex(b, "{\"hex\":", db_str(r, col)), buf_char(b, '}');
    }
}

static bool table_page(struct db *db, const char *table, const char *where,
                       int64_t from, log_put *put, void *self, bool *good)
{
    struct arena a = { 0 };
    struct buf sql = buf_start(&a);
    int order[COLUMNS_MOST], columns;
    struct rows r;
    int n = 0;

    buf_fmt(&sql, "SELECT * FROM %s%s ORDER BY 1, 2 LIMIT %d OFFSET $1", table,
            where, PAGE_ROWS);
    r = db_text_rows(db, buf_str(&sql));
    columns = columns_sort(&r, order);
    db_bind_int(&r, 1, from);
    while (*good && db_next(&r)) {
        struct buf b = buf_start(&a);

        row_out(&b, &r, order, columns);
        buf_fmt(&b, "},\"table\":\"%s\"}", table);
        *good = put(self, buf_str(&b));
        n++;
    }
    db_done(&r);
    arena_free(&a);
    return n == PAGE_ROWS;
}

static bool local_out(struct db *db, log_put *put, void *self)
{
    struct arena a = { 0 };
    const char *name[LOCAL_TABLES];
    size_t n = local_tables(&a, name);
    bool good = true;

    table_page(db, "meta", " WHERE name IN ('site.holder', 'site.name')", 0,
               put, self, &good);
    for (size_t i = 0; i < n; i++)
        for (int64_t from = 0;
             table_page(db, name[i], "", from, put, self, &good);
             from += PAGE_ROWS)
            continue;
    arena_free(&a);
    return good;
}

bool log_copy(struct db *db, enum copy what, log_put *put, void *self)
{
    static bool (*const out[COPIES])(struct db *, log_put *, void *) = {
        [COPY_LOG] = log_out,     [COPY_STAMPS] = stamps_out,
        [COPY_ROOTS] = roots_out, [COPY_PARTS] = parts_out,
        [COPY_LOCAL] = local_out,
    };

    return out[what](db, put, self) && db_fault(db) == DB_FINE;
}

/* ---- in -----------------------------------------------------------------*/

static bool entry_in(struct keeper *k, struct str line)
{
    struct entry e;
    struct rows r;

    if (!entry_read(line, &k->batch, &e))
        return false;
    r = db_rows(k->db, SQL_ENTRY_PUT);
    db_bind_int(&r, 1, ++k->arrivals);
    db_bind_blob(&r, 2, e.hash.b, sizeof e.hash.b);
    db_bind_blob(&r, 3, e.id.b, sizeof e.id.b);
    db_bind_blob(&r, 4, e.device.b, sizeof e.device.b);
    db_bind_int(&r, 5, e.seq);
    db_bind_blob(&r, 6, e.prev.b, sizeof e.prev.b);
    db_bind_text(&r, 7, e.kind);
    db_bind_text(&r, 8, e.author);
    db_bind_int(&r, 9, e.at);
    db_bind_id(&r, 10, entry_answers(&e, &k->batch));
    db_bind_blob(&r, 11, e.bytes.p, e.bytes.n);
    db_run(&r);
    return true;
}

static bool stamp_in(struct keeper *k, struct str line)
{
    struct stamp s;
    struct rows r;

    if (!stamp_read(line, &k->batch, &s))
        return false;
    r = db_rows(k->db, SQL_STAMP_PUT);
    db_bind_id(&r, 1, s.device);
    db_bind_int(&r, 2, s.seq);
    db_bind_blob(&r, 3, s.head.b, sizeof s.head.b);
    db_bind_blob(&r, 4, s.sig, sizeof s.sig);
    db_run(&r);
    return true;
}

/* Bytes of a member in hex; false without one. */
static bool hex_of(const struct json *object, const char *key, struct arena *a,
                   struct str *out)
{
    const struct json *j = json_member(object, key);
    char *p;

    if (!j || j->type != JSON_TEXT)
        return false;
    p = arena_take(a, j->raw.n / 2 + 1);
    *out = (struct str){ p, j->raw.n / 2 };
    return hex_read(j->raw, p, j->raw.n / 2);
}

static void blob_bind(struct rows *r, int n, const struct json *object,
                      const char *key, struct arena *a)
{
    struct str bytes;

    if (hex_of(object, key, a, &bytes))
        db_bind_blob(r, n, bytes.p, bytes.n);
    else
        db_bind_null(r, n);
}

static bool root_in(struct keeper *k, const struct json *j)
{
    struct rows r;
    struct str bytes;
    int64_t last;

    if (!hex_of(j, "device", &k->batch, &bytes) || bytes.n != 16 ||
        !hex_of(j, "key", &k->batch, &bytes) || bytes.n != 32)
        return false;
    r = db_rows(k->db, SQL_ROOT_PUT);
    blob_bind(&r, 1, j, "device", &k->batch);
    blob_bind(&r, 2, j, "key", &k->batch);
    db_bind_text(&r, 3, json_text(json_member(j, "holder"), &k->batch));
    if (json_int(json_member(j, "last"), &last))
        db_bind_int(&r, 4, last);
    else
        db_bind_null(&r, 4);
    blob_bind(&r, 5, j, "head", &k->batch);
    db_run(&r);
    return true;
}

static bool part_in(struct keeper *k, const struct json *j)
{
    struct rows r;
    struct str hash, lies;
    int64_t n;

    if (!hex_of(j, "hash", &k->batch, &hash) || hash.n != 32 ||
        !hex_of(j, "lies", &k->batch, &lies) || !lies.n ||
        !json_int(json_member(j, "n"), &n))
        return false;
    r = db_rows(k->db, SQL_PART_PUT);
    db_bind_blob(&r, 1, hash.p, hash.n);
    db_bind_int(&r, 2, n);
    db_bind_blob(&r, 3, lies.p, lies.n);
    db_run(&r);
    return true;
}

/* Only tables and columns that there are: nothing of a line becomes SQL. */
static const char *table_known(struct keeper *k, const struct json *j)
{
    const char *name[LOCAL_TABLES + 1];
    size_t n = local_tables(&k->batch, name);
    struct str said = json_text(json_member(j, "table"), &k->batch);

    name[n++] = "meta";
    for (size_t i = 0; i < n; i++)
        if (str_same(said, str_of(name[i])))
            return name[i];
    return NULL;
}

static size_t columns_known(struct keeper *k, const char *table,
                            const struct json *row, const char **column)
{
    struct buf sql = buf_start(&k->batch);
    struct rows r;
    size_t n = 0;

    buf_fmt(&sql, "SELECT * FROM %s WHERE 1 = 0", table);
    r = db_text_rows(k->db, buf_str(&sql));
    for (int i = 0; i < db_columns(&r) && i < COLUMNS_MOST; i++)
        if (json_member(row, db_column(&r, i)))
            column[n++] = arena_z(&k->batch, str_of(db_column(&r, i)));
    db_done(&r);
    return n;
}

static void value_bind(struct keeper *k, struct rows *r, int n,
                       const struct json *v)
{
    int64_t number;

    if (json_int(v, &number))
        db_bind_int(r, n, number);
    else if (v->type == JSON_OBJECT)
        blob_bind(r, n, v, "hex", &k->batch);
    else
        db_bind_text(r, n, json_text(v, &k->batch));
}

static bool row_in(struct keeper *k, const struct json *j)
{
    const struct json *row = json_member(j, "row");
    const char *table = table_known(k, j), *column[COLUMNS_MOST];
    struct buf sql = buf_start(&k->batch);
    struct rows r;
    size_t n;

    if (!table || !row || row->type != JSON_OBJECT)
        return false;
    n = columns_known(k, table, row, column);
    if (n != row->n)
        return false;
    buf_fmt(&sql, "INSERT INTO %s (", table);
    for (size_t i = 0; i < n; i++)
        buf_fmt(&sql, i ? ", %s" : "%s", column[i]);
    buf_z(&sql, ") VALUES (");
    for (size_t i = 1; i <= n; i++)
        buf_fmt(&sql, i > 1 ? ", $%d" : "$%d", (int)i);
    buf_char(&sql, ')');
    r = db_text_rows(k->db, buf_str(&sql));
    for (size_t i = 0; i < n; i++)
        value_bind(k, &r, (int)i + 1, json_member(row, column[i]));
    db_run(&r);
    return true;
}

bool copy_in(struct keeper *k, enum copy what, struct str line)
{
    const struct json *j;
    size_t at;

    line = arena_str(&k->batch, line);
    if (what == COPY_LOG)
        return entry_in(k, line);
    if (what == COPY_STAMPS)
        return stamp_in(k, line);
    j = json_read(line, &k->batch, &at);
    if (!j || j->type != JSON_OBJECT)
        return false;
    return what == COPY_ROOTS ? root_in(k, j) :
           what == COPY_PARTS ? part_in(k, j) :
                                row_in(k, j);
}

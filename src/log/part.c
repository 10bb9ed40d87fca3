/* part - sealed parts: kept beside the log, hidden under the site's key, and
 * laid out in table x_sealed for those who may read names.
 *
 * x_sealed holds the texts of a part; a FIND one also folded, for searching. Of
 * a SECRET text it holds only a keyed mark, by which an equal one is found:
 * the text itself is read from the part, by whoever has the key. */
#include <string.h>

#include "log/inside.h"

/* ---- the tables ---------------------------------------------------------*/

static bool folded(const struct field *f)
{
    return (f->flags & FIELD_FIND) && !(f->flags & FIELD_SECRET);
}

void sealed_create(struct buf *b, const struct kind *k)
{
    if (!kind_sealed(k))
        return;
    buf_fmt(b, "CREATE TABLE %s_sealed (entry BYTEA NOT NULL PRIMARY KEY",
            k->name);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!(f->flags & FIELD_SEALED))
            continue;
        if (f->flags & FIELD_SECRET)
            buf_fmt(b, ", %s_mark BYTEA", f->name);
        else
            buf_fmt(b, ", %s TEXT", f->name);
        if (folded(f))
            buf_fmt(b, ", %s_folded TEXT", f->name);
    }
    buf_z(b, ");\n");
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if ((f->flags & FIELD_SEALED) && (f->flags & FIELD_FIND))
            buf_fmt(b, "CREATE INDEX %s_sealed_by_%s ON %s_sealed (%s_%s);\n",
                    k->name, f->name, k->name, f->name,
                    f->flags & FIELD_SECRET ? "mark" : "folded");
    }
}

static struct str insert_sql(struct arena *a, const struct kind *k)
{
    struct buf b = buf_start(a);
    int n = 1;

    buf_fmt(&b, "INSERT INTO %s_sealed (entry", k->name);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!(f->flags & FIELD_SEALED))
            continue;
        buf_fmt(&b, f->flags & FIELD_SECRET ? ", %s_mark" : ", %s", f->name);
        n++;
        if (folded(f)) {
            buf_fmt(&b, ", %s_folded", f->name);
            n++;
        }
    }
    buf_z(&b, ") VALUES (");
    for (int i = 1; i <= n; i++)
        buf_fmt(&b, i == 1 ? "$%d" : ", $%d", i);
    buf_char(&b, ')');
    return buf_str(&b);
}

static struct str about(struct arena *a, const char *before, const char *name,
                        const char *after)
{
    struct buf b = buf_start(a);

    buf_z(&b, before);
    buf_z(&b, name);
    buf_z(&b, after);
    return buf_str(&b);
}

void part_manner(struct keeper *k, const struct kind *kind, struct manner *m)
{
    struct arena *a = &k->life;

    m->sealed = kind_sealed(kind);
    if (!m->sealed)
        return;
    m->sealed_insert = insert_sql(a, kind);
    m->sealed_delete = about(a, "DELETE FROM ", kind->name,
                             "_sealed WHERE entry = $1");
    m->sealed_find = about(a, "SELECT entry FROM ", kind->name,
                           " WHERE sealed = $1 ORDER BY entry");
}

/* ---- the store ----------------------------------------------------------*/

enum { PLAIN = 0, HIDDEN = 1 }; /* first byte of what lies there */

static struct str hide(struct keeper *k, struct str part)
{
    struct buf b = buf_start(&k->batch);
    struct str hidden;

    if (k->host && k->host->hide &&
        k->host->hide(k->host->self, part, &k->batch, &hidden)) {
        buf_char(&b, HIDDEN);
        buf_add(&b, hidden);
    } else {
        buf_char(&b, PLAIN);
        buf_add(&b, part);
    }
    return buf_str(&b);
}

bool part_open(struct db *db, const struct host *host, struct hash hash,
               struct arena *a, struct str *part)
{
    struct rows r = db_rows(db, SQL_PART_FIND);
    struct str lies = { "", 0 };

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    if (db_next(&r))
        lies = arena_str(a, db_str(&r, 0));
    db_done(&r);
    if (!lies.n)
        return false;
    *part = str_from(lies, 1);
    if (lies.p[0] == PLAIN)
        return true;
    return host && host->reveal &&
           host->reveal(host->self, str_from(lies, 1), a, part);
}

bool part_keep(struct keeper *k, struct str part, struct hash hash)
{
    struct rows r = db_rows(k->db, SQL_PART_HAS);
    struct str hidden;
    bool known;

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    known = db_next(&r);
    db_done(&r);
    if (known)
        return false;
    hidden = hide(k, part);
    r = db_rows(k->db, SQL_PART_PUT);
    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    db_bind_int(&r, 2, k->arrivals + 1);
    db_bind_blob(&r, 3, hidden.p, hidden.n);
    db_run(&r);
    return true;
}

/* ---- drafts -------------------------------------------------------------*/

static struct hash *hash_at(const struct kind *kind, void *record)
{
    const struct field *f = kind_field(kind, S("sealed"));

    MUST(f && f->type == FIELD_HASH);
    return (void *)((char *)record + f->at);
}

/* What was not said again stands as in the part that the record names. */
static void overlay(struct keeper *k, const struct kind *kind, void *record,
                    struct hash old)
{
    void *was = arena_take(&k->batch, kind->bytes);
    struct str part;

    record_blank(kind->field, kind->fields, was);
    if (hash_none(old) || !part_open(k->db, k->host, old, &k->batch, &part) ||
        !part_read(kind, part, &k->batch, was))
        return;
    for (int i = 0; i < kind->fields; i++) {
        const struct field *f = &kind->field[i];

        if ((f->flags & FIELD_SEALED) && field_none(f, record))
            memcpy((char *)record + f->at, (const char *)was + f->at,
                   sizeof(struct str));
    }
}

static bool says_sealed(const struct kind *kind, const void *record)
{
    for (int i = 0; i < kind->fields; i++)
        if ((kind->field[i].flags & FIELD_SEALED) &&
            !field_none(&kind->field[i], record))
            return true;
    return false;
}

void part_split(struct keeper *k, const struct kind *kind, void *record)
{
    struct hash *sealed;
    uint8_t salt[16];
    struct str part;

    if (!keeper_manner(k, kind)->sealed || !says_sealed(kind, record))
        return;
    sealed = hash_at(kind, record);
    overlay(k, kind, record, *sealed);
    k->host->random(k->host->self, salt, sizeof salt);
    part = part_make(kind, record, salt, &k->batch);
    *sealed = part_hash(part);
    part_keep(k, part, *sealed);
}

void part_split_fix(struct keeper *k, struct id root, struct str *body)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_KIND);
    struct findings none = findings_start(&k->batch);
    const struct kind *kind;
    const struct json *j;
    void *record;
    size_t at;

    db_bind_id(&r, 1, root);
    kind = db_next(&r) ? kind_find(db_str(&r, 0)) : NULL;
    db_done(&r);
    j = kind && kind_sealed(kind) ? json_read(*body, &k->batch, &at) : NULL;
    if (!j || j->type != JSON_OBJECT)
        return;
    record = arena_take(&k->batch, kind->bytes);
    record_read(kind, j, &k->batch, record, &none);
    part_split(k, kind, record);
    *body = record_open(kind, record, &k->batch);
}

/* ---- laid out -----------------------------------------------------------*/

static bool erased(struct keeper *k, struct id entry)
{
    struct rows r;
    bool is;

    if (!k->erasures)
        return false;
    r = db_rows(k->db, SQL_ERASURE_OF);
    db_bind_id(&r, 1, entry);
    is = db_next(&r);
    db_done(&r);
    return is;
}

static void part_destroy(struct keeper *k, struct hash hash)
{
    struct rows r = db_rows(k->db, SQL_PART_DESTROY);

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    db_run(&r);
}

static void text_bind(struct keeper *k, struct rows *r, int *n,
                      const struct field *f, struct str text)
{
    uint8_t mark[32];

    if (!text.n) {
        db_bind_null(r, (*n)++);
        if (folded(f))
            db_bind_null(r, (*n)++);
    } else if (f->flags & FIELD_SECRET) {
        if (k->host && k->host->mark) {
            k->host->mark(k->host->self, text, mark);
            db_bind_blob(r, (*n)++, mark, sizeof mark);
        } else {
            db_bind_null(r, (*n)++);
        }
    } else {
        db_bind_text(r, (*n)++, text);
        if (folded(f))
            db_bind_text(r, (*n)++, utf8_fold(text, &k->batch));
    }
}

static void texts_write(struct keeper *k, const struct kind *kind,
                        struct id entry, const void *record)
{
    struct rows r = db_text_rows(k->db, keeper_manner(k, kind)->sealed_insert);
    int n = 2;

    db_bind_id(&r, 1, entry);
    for (int i = 0; i < kind->fields; i++) {
        const struct field *f = &kind->field[i];

        if (f->flags & FIELD_SEALED)
            text_bind(k, &r, &n, f,
                      *(const struct str *)(const void *)((const char *)record +
                                                          f->at));
    }
    db_run(&r);
}

void sealed_remove(struct keeper *k, const struct kind *kind, struct id entry)
{
    const struct manner *m = keeper_manner(k, kind);
    struct rows r;

    if (!m->sealed)
        return;
    r = db_text_rows(k->db, m->sealed_delete);
    db_bind_id(&r, 1, entry);
    db_run(&r);
}

void sealed_put(struct keeper *k, const struct kind *kind, struct id entry,
                const void *record, bool fresh)
{
    struct hash hash;
    struct str part;
    void *said;

    if (!keeper_manner(k, kind)->sealed)
        return;
    if (!fresh)
        sealed_remove(k, kind, entry);
    said = arena_take(&k->batch, kind->bytes);
    memcpy(said, record, kind->bytes);
    hash = *hash_at(kind, said);
    if (hash_none(hash))
        return;
    if (erased(k, entry)) {
        part_destroy(k, hash);
        return;
    }
    if (!says_sealed(kind, said) &&
        (!part_open(k->db, k->host, hash, &k->batch, &part) ||
         !part_read(kind, part, &k->batch, said)))
        return;
    texts_write(k, kind, entry, said);
}

/* ---- parts of another log -----------------------------------------------*/

static void entries_seal(struct keeper *k, const struct kind *kind,
                         struct hash hash)
{
    struct rows r = db_text_rows(k->db, keeper_manner(k, kind)->sealed_find);

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    while (db_next(&r))
        work_put(k, db_id(&r, 0));
}

bool part_arrive(struct keeper *k, struct str part)
{
    struct hash hash = part_hash(part);

    if (!part_keep(k, part, hash))
        return false;
    for (int i = 0; i < kind_count; i++)
        if (k->manner[i].sealed)
            entries_seal(k, kind_index[i], hash);
    return true;
}

bool log_export_parts(struct db *db, const struct host *host, int64_t since,
                      log_put *put, void *self)
{
    struct hash after = { { 0 } };
    bool more = true, good = true;

    while (good && more) {
        struct arena a = { 0 };
        struct rows r = db_rows(db, SQL_PART_PAGE);
        struct hash *page = arena_many(&a, struct hash, 500);
        size_t n = 0;

        db_bind_int(&r, 1, since);
        db_bind_blob(&r, 2, after.b, sizeof after.b);
        db_bind_int(&r, 3, 500);
        while (n < 500 && db_next(&r))
            page[n++] = db_hash(&r, 0);
        db_done(&r);
        for (size_t i = 0; good && i < n; i++) {
            struct str part;

            if (part_open(db, host, page[i], &a, &part))
                good = put(self, part_line(part, &a));
        }
        more = n == 500;
        if (n)
            after = page[n - 1];
        arena_free(&a);
    }
    return good && db_fault(db) == DB_FINE;
}

/* ---- destruction --------------------------------------------------------*/

/* The hash of the part that this entry, or the fact a fix restates, names. */
static struct hash body_part(struct keeper *k, struct str bytes)
{
    struct hash hash = { { 0 } };
    const struct json *body, *j;
    struct entry e;
    size_t at;

    if (!entry_read(arena_str(&k->batch, bytes), &k->batch, &e))
        return hash;
    body = json_read(e.body, &k->batch, &at);
    if (body && str_same(e.kind, S("fix")))
        body = json_member(body, "body");
    j = body && body->type == JSON_OBJECT ? json_member(body, "sealed") : NULL;
    if (!j || j->type != JSON_TEXT || !hash_read(j->raw, &hash))
        memset(&hash, 0, sizeof hash);
    return hash;
}

/* The part of an entry and, one after the other, of all that answers it. */
void parts_erase(struct keeper *k, struct id about_id)
{
    struct map seen = map_of(sizeof(struct id), 0);
    bool fresh;

    k->erasures = true;
    map_at(&seen, about_id.b, &fresh);
    for (size_t i = 0; i < seen.n; i++) {
        struct rows r;
        struct id id;

        memcpy(id.b, map_key(&seen, i), sizeof id.b);
        r = db_rows(k->db, SQL_ENTRY_BY_ID);
        db_bind_id(&r, 1, id);
        while (db_next(&r)) {
            struct hash hash = body_part(k, db_str(&r, 1));

            if (!hash_none(hash))
                part_destroy(k, hash);
        }
        r = db_rows(k->db, SQL_ENTRY_ANSWERING);
        db_bind_id(&r, 1, id);
        while (db_next(&r)) {
            struct id answer = db_id(&r, 0);

            map_at(&seen, answer.b, &fresh);
        }
    }
    map_free(&seen);
    work_put(k, about_id);
}

/* ---- reading ------------------------------------------------------------*/

bool row_names(struct db *db, const struct kind *k, struct id entry,
               struct arena *a, void *record)
{
    struct columns c = { k->field, k->fields, k->bytes };
    void *names = arena_take(a, k->bytes);
    struct rows r;
    bool there;

    if (!kind_sealed(k))
        return false;
    r = db_text_rows(db, about(a, "SELECT * FROM ", k->name,
                               "_sealed WHERE entry = $1"));
    db_bind_id(&r, 1, entry);
    there = db_next(&r);
    if (there)
        columns_read(&r, &c, a, names);
    db_done(&r);
    for (int i = 0; there && i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if ((f->flags & FIELD_SEALED) && !(f->flags & FIELD_SECRET))
            memcpy((char *)record + f->at, (const char *)names + f->at,
                   sizeof(struct str));
    }
    return there;
}

bool row_secrets(struct db *db, const struct host *host, const struct kind *k,
                 struct arena *a, void *record)
{
    struct str part;

    return kind_sealed(k) &&
           part_open(db, host, *hash_at(k, record), a, &part) &&
           part_read(k, part, a, record);
}

/* ---- verify -------------------------------------------------------------*/

int64_t parts_verify(struct db *db, const struct host *host, log_put *put,
                     void *self)
{
    struct arena a = { 0 };
    struct rows r = db_rows(db, SQL_PART_ALL);
    int64_t bad = 0;

    while (db_next(&r)) {
        struct hash said = db_hash(&r, 0), is = { { 0 } };
        struct str lies = db_str(&r, 1), part = str_from(lies, 1);

        if (lies.n && lies.p[0] == HIDDEN &&
            !(host && host->reveal &&
              host->reveal(host->self, str_from(lies, 1), &a, &part)))
            continue; /* without the key nothing can be said */
        is = part_hash(part);
        if (!hash_same(said, is)) {
            struct buf b = buf_start(&a);

            buf_z(&b, "part ");
            hash_put(&b, said);
            buf_z(&b, ": its bytes have another hash");
            put(self, buf_str(&b));
            bad++;
        }
        arena_free(&a);
    }
    return bad;
}

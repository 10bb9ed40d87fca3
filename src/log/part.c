/* part - sealed parts: kept beside the log, hidden under the site's key, and
 * laid out in table x_sealed for those who may read names.
 *
 * x_sealed holds the texts of a part; a FIND one also folded, for searching. Of
 * a SECRET text it holds only a keyed mark, by which an equal one is found, and
 * its last digit behind stars: the text itself is read from the part, by whoever
 * has the key. Of a person's NAME it holds the skeleton as well, by which all its
 * spellings are found: of the same name in another script only where it sounds
 * otherwise than the first. */
#include <string.h>

#include "core/name.h"
#include "log.sql.h"
#include "log/inside.h"

/* ---- the tables ---------------------------------------------------------*/

static bool folded(const struct field *f)
{
    return (f->flags & FIELD_FIND) && !(f->flags & FIELD_SECRET);
}

static bool sounded(const struct field *f)
{
    return (f->flags & FIELD_SEALED) && (f->flags & FIELD_NAME);
}

/* By the name, and of one name by what else tells people apart: the father's,
 * which nobody looks for by itself. */
static void skeleton_index(struct buf *b, const struct kind *k,
                           const struct field *f)
{
    if (!sounded(f) || !(f->flags & FIELD_FIND))
        return;
    buf_fmt(b, "CREATE INDEX %s_sealed_sounds_%s ON %s_sealed (%s_skeleton",
            k->name, f->name, k->name, f->name);
    for (int i = 0; i < k->fields; i++)
        if (sounded(&k->field[i]) && !(k->field[i].flags & FIELD_FIND))
            buf_fmt(b, ", %s_skeleton", k->field[i].name);
    buf_fmt(b, ", entry) WHERE %s_skeleton IS NOT NULL;\n", f->name);
}

void sealed_create(struct buf *b, const struct kind *k)
{
    if (!kind_sealed(k))
        return;
    buf_fmt(b, "CREATE INDEX %s_by_sealed ON %s (sealed);\n", k->name, k->name);
    buf_fmt(b, "CREATE TABLE %s_sealed (entry BYTEA NOT NULL PRIMARY KEY",
            k->name);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!(f->flags & FIELD_SEALED))
            continue;
        if (f->flags & FIELD_SECRET)
            buf_fmt(b, ", %s_mark BYTEA, %s_mask TEXT", f->name, f->name);
        else
            buf_fmt(b, ", %s TEXT", f->name);
        if (folded(f))
            buf_fmt(b, ", %s_folded TEXT", f->name);
        if (sounded(f))
            buf_fmt(b, ", %s_skeleton TEXT", f->name);
    }
    buf_z(b, ");\n");
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        skeleton_index(b, k, f);
        if ((f->flags & FIELD_SEALED) && (f->flags & FIELD_FIND))
            buf_fmt(b,
                    "CREATE INDEX %s_sealed_by_%s ON %s_sealed (%s_%s, entry) "
                    "WHERE %s_%s IS NOT NULL;\n",
                    k->name, f->name, k->name, f->name,
                    f->flags & FIELD_SECRET ? "mark" : "folded", f->name,
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
        if (f->flags & FIELD_SECRET) {
            buf_fmt(&b, ", %s_mark, %s_mask", f->name, f->name);
            n += 2;
            continue;
        }
        buf_fmt(&b, ", %s", f->name);
        n++;
        if (folded(f)) {
            buf_fmt(&b, ", %s_folded", f->name);
            n++;
        }
        if (sounded(f)) {
            buf_fmt(&b, ", %s_skeleton", f->name);
            n++;
        }
    }
    buf_z(&b, ") VALUES (");
    for (int i = 1; i <= n; i++)
        buf_fmt(&b, i == 1 ? "$%d" : ", $%d", i);
    buf_char(&b, ')');
    return buf_str(&b);
}

void part_manner(struct keeper *k, const struct kind *kind, struct manner *m)
{
    struct arena *a = &k->life;

    m->sealed = kind_sealed(kind);
    if (!m->sealed)
        return;
    m->sealed_insert = insert_sql(a, kind);
    m->sealed_delete = compose(a, "DELETE FROM %1_sealed WHERE entry = $1",
                               kind->name, "");
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

bool part_named(const struct kind *kind, struct str bytes, struct hash *out)
{
    bool fix = kind && !strcmp(kind->name, "fix"), named = false;
    const struct json *body, *j;
    struct arena a = { 0 };
    struct entry e;
    size_t at;

    if (kind && (fix || kind_sealed(kind)) && entry_read(bytes, &a, &e)) {
        body = json_read(e.body, &a, &at);
        if (body && fix)
            body = json_member(body, "body");
        j = json_member(body, "sealed");
        named = j && j->type == JSON_TEXT && hash_read(j->raw, out);
    }
    arena_free(&a);
    return named;
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

static void part_write(struct keeper *k, int sql, struct str part,
                       struct hash hash, int64_t n)
{
    struct str hidden = hide(k, part);
    struct rows r = db_rows(k->db, sql);

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    db_bind_int(&r, 2, n);
    db_bind_blob(&r, 3, hidden.p, hidden.n);
    db_run(&r);
}

bool part_known(struct keeper *k, int sql, struct hash hash)
{
    struct rows r = db_rows(k->db, sql);
    bool there;

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    there = db_next(&r);
    db_done(&r);
    return there;
}

/* Was a part with this hash destroyed, or is it to be. */
static bool shunned(struct keeper *k, struct hash hash)
{
    return k->erasures && part_known(k, SQL_ERASED_HAS, hash);
}

/* One that lies here under a key that is lost is as good as none: it comes
 * again in its place. */
static bool part_keep(struct keeper *k, struct str part, struct hash hash,
                      int64_t n)
{
    struct str old;

    if (shunned(k, hash))
        return false;
    if (!part_known(k, SQL_PART_HAS, hash))
        part_write(k, SQL_PART_PUT, part, hash, n);
    else if (!part_open(k->db, k->host, hash, &k->batch, &old))
        part_write(k, SQL_PART_AGAIN, part, hash, n);
    else
        return false;
    return true;
}

/* ---- drafts -------------------------------------------------------------*/

static struct hash *hash_at(const struct kind *kind, void *record)
{
    const struct field *f = kind_field(kind, S("sealed"));

    MUST(f && f->type == FIELD_HASH);
    return (void *)((char *)record + f->at);
}

static struct str *text_at(const struct field *f, void *record)
{
    return (void *)((char *)record + f->at);
}

/* What was not said again stands as it was. True when nothing else was said
 * either: then the part may stay as well. */
static bool overlay(const struct kind *kind, void *record, void *was)
{
    bool same = true;

    for (int i = 0; i < kind->fields; i++) {
        const struct field *f = &kind->field[i];

        if (!(f->flags & FIELD_SEALED))
            continue;
        if (field_none(f, record))
            *text_at(f, record) = *text_at(f, was);
        else
            same &= str_same(*text_at(f, record), *text_at(f, was));
    }
    return same;
}

static bool says_sealed(const struct kind *kind, const void *record)
{
    for (int i = 0; i < kind->fields; i++)
        if ((kind->field[i].flags & FIELD_SEALED) &&
            !field_none(&kind->field[i], record))
            return true;
    return false;
}

/* A draft cannot name a part: another's would be laid out as its own. */
static void split(struct keeper *k, const struct kind *kind, void *record,
                  struct hash stands)
{
    struct hash *sealed = hash_at(kind, record);
    void *was = arena_take(&k->batch, kind->bytes);
    uint8_t salt[16];
    struct str part;

    *sealed = stands;
    if (!says_sealed(kind, record))
        return;
    record_blank(kind->field, kind->fields, was);
    if (!hash_none(stands) &&
        part_open(k->db, k->host, stands, &k->batch, &part) &&
        part_read(kind, part, &k->batch, was) && overlay(kind, record, was))
        return;
    k->host->random(k->host->self, salt, sizeof salt);
    k->split = part_make(kind, record, salt, &k->batch);
    *sealed = part_hash(k->split);
}

void part_split(struct keeper *k, const struct kind *kind, void *record)
{
    k->split = (struct str){ "", 0 };
    if (keeper_manner(k, kind)->sealed)
        split(k, kind, record, (struct hash){ { 0 } });
}

static const struct kind *kind_of(struct keeper *k, struct id root)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_KIND);
    const struct kind *kind;

    db_bind_id(&r, 1, root);
    kind = db_next(&r) ? kind_find(db_str(&r, 0)) : NULL;
    db_done(&r);
    return kind && kind_sealed(kind) ? kind : NULL;
}

void part_split_fix(struct keeper *k, struct id root, struct str *body)
{
    struct findings none = findings_start(&k->batch);
    const struct kind *kind = kind_of(k, root);
    struct hash stands = { { 0 } };
    const struct json *j;
    void *record;
    size_t at;

    j = kind ? json_read(*body, &k->batch, &at) : NULL;
    if (!j || j->type != JSON_OBJECT)
        return;
    record = arena_take(&k->batch, kind->bytes);
    if (row_find(k->db, kind, root, &k->batch, record))
        stands = *hash_at(kind, record);
    record = arena_take(&k->batch, kind->bytes);
    record_read(kind, j, &k->batch, record, &none);
    split(k, kind, record, stands);
    *body = record_open(kind, record, &k->batch);
}

static bool disputed(struct keeper *k, struct id root)
{
    struct rows r = db_rows(k->db, SQL_FINDING_OF);
    bool is = false;

    db_bind_id(&r, 1, root);
    while (!is && db_next(&r))
        is = str_same(db_str(&r, 2), S("fix.two_answers"));
    db_done(&r);
    return is;
}

bool part_fix_idle(struct keeper *k, struct id root, struct str body)
{
    const struct kind *kind = kind_of(k, root);
    void *record;

    if (!kind || k->split.n || !project_head(k, kind, root).counts)
        return false;
    record = arena_take(&k->batch, kind->bytes);
    return row_find(k->db, kind, root, &k->batch, record) &&
           str_same(body, record_open(kind, record, &k->batch)) &&
           !disputed(k, root);
}

void part_split_keep(struct keeper *k)
{
    struct hash hash = part_hash(k->split);

    if (k->split.n && !shunned(k, hash)) /* newly salted: nobody has it yet */
        part_write(k, SQL_PART_PUT, k->split, hash, k->arrivals);
    k->split = (struct str){ "", 0 };
}

/* ---- laid out -----------------------------------------------------------*/

static void text_bind(struct keeper *k, struct rows *r, int *n,
                      const struct field *f, struct str text)
{
    uint8_t mark[32];

    if (!text.n) {
        db_bind_null(r, (*n)++);
        if (folded(f) || f->flags & FIELD_SECRET)
            db_bind_null(r, (*n)++);
    } else if (f->flags & FIELD_SECRET) {
        if (k->host && k->host->mark) {
            k->host->mark(k->host->self, secret_same(text, &k->batch), mark);
            db_bind_blob(r, (*n)++, mark, sizeof mark);
        } else {
            db_bind_null(r, (*n)++);
        }
        db_bind_text(r, (*n)++, secret_mask(text, &k->batch));
    } else {
        db_bind_text(r, (*n)++, text);
        if (folded(f))
            db_bind_text(r, (*n)++, utf8_fold(text, &k->batch));
    }
}

/* `first` is how the name sounds in the first script it is written in. */
static void skeleton_bind(struct keeper *k, struct rows *r, int n,
                          const struct field *f, struct str text,
                          struct str *first)
{
    struct str skeleton = text.n ? name_skeleton(text, &k->batch) : S("");
    bool again = (f->flags & FIELD_FIND) && str_same(skeleton, *first);

    if (!skeleton.n || again)
        db_bind_null(r, n);
    else
        db_bind_text(r, n, skeleton);
    if ((f->flags & FIELD_FIND) && !first->n)
        *first = skeleton;
}

static void texts_write(struct keeper *k, const struct kind *kind,
                        struct id entry, const void *record)
{
    struct rows r = db_text_rows(k->db, keeper_manner(k, kind)->sealed_insert);
    struct str first = { "", 0 };
    int n = 2;

    db_bind_id(&r, 1, entry);
    for (int i = 0; i < kind->fields; i++) {
        const struct field *f = &kind->field[i];
        struct str text;

        if (!(f->flags & FIELD_SEALED))
            continue;
        text = *(const struct str *)(const void *)((const char *)record +
                                                   f->at);
        text_bind(k, &r, &n, f, text);
        if (sounded(f))
            skeleton_bind(k, &r, n++, f, text, &first);
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
    r = db_rows(k->db, SQL_ABSENT_CLEAR);
    db_bind_id(&r, 1, entry);
    db_run(&r);
}

/* Its part has not come: remembered, so that whose it is need not be looked for
 * when it does. */
static void absent_put(struct keeper *k, struct id entry, struct hash hash)
{
    struct rows r = db_rows(k->db, SQL_ABSENT_PUT);

    db_bind_id(&r, 1, entry);
    db_bind_blob(&r, 2, hash.b, sizeof hash.b);
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
    if (hash_none(hash) || shunned(k, hash))
        return;
    if (!says_sealed(kind, said) &&
        (!part_open(k->db, k->host, hash, &k->batch, &part) ||
         !part_read(kind, part, &k->batch, said))) {
        absent_put(k, entry, hash);
        return;
    }
    texts_write(k, kind, entry, said);
}

/* ---- parts of another log -----------------------------------------------*/

bool part_arrive(struct keeper *k, struct str part)
{
    struct hash hash = part_hash(part);
    struct rows r;

    if (!part_keep(k, part, hash, k->arrivals + 1))
        return false;
    r = db_rows(k->db, SQL_ABSENT_OF);
    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    while (db_next(&r))
        work_put(k, db_id(&r, 0));
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

/* ---- reading ------------------------------------------------------------*/

static struct rows sealed_rows(struct db *db, const struct kind *k,
                               struct id entry, struct arena *a)
{
    struct rows r =
        db_text_rows(db, compose(a, "SELECT * FROM %1_sealed WHERE entry = $1",
                                 k->name, ""));

    db_bind_id(&r, 1, entry);
    return r;
}

bool row_names(struct db *db, const struct kind *k, struct id entry,
               struct arena *a, void *record)
{
    struct columns c = { k->field, k->fields, k->bytes };
    void *names = arena_take(a, k->bytes);
    struct rows r;
    bool there;

    if (!kind_sealed(k))
        return false;
    r = sealed_rows(db, k, entry, a);
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

bool row_masks(struct db *db, const struct kind *k, struct id entry,
               struct arena *a, void *record)
{
    struct rows r;
    bool there;

    if (!kind_sealed(k))
        return false;
    r = sealed_rows(db, k, entry, a);
    there = db_next(&r);
    for (int c = 0; there && c < db_columns(&r); c++) {
        struct str name = str_of(db_column(&r, c));
        const struct field *f = NULL;

        if (str_ends(name, S("_mask")))
            f = kind_field(k, (struct str){ name.p, name.n - 5 });
        if (f && f->flags & FIELD_SECRET)
            *text_at(f, record) = arena_str(a, db_str(&r, c));
    }
    db_done(&r);
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

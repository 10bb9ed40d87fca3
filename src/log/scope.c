/* scope - the place, RSP and project by which somebody may read a thing.
 *
 * What a fact is about decides: an attachment, a verdict or a reveal is judged
 * by the entry it names, a fix by what it answers. This reads the rows as they
 * stand, for pages; settle.c judges who may write from the entries. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

/* Fixes answer fixes; nobody answers so deep. */
#define DEEP 64

static const struct id *ref_in(const struct kind *k, const void *record,
                               const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    if (!f || f->type != FIELD_REF)
        return NULL;
    return (const struct id *)(const void *)((const char *)record + f->at);
}

static const struct str *text_in(const struct kind *k, const void *record,
                                 const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    MUST(f && f->type == FIELD_TEXT);
    return (const struct str *)(const void *)((const char *)record + f->at);
}

static struct id ref_at(const struct kind *k, const void *record,
                        const char *name)
{
    const struct id *at = ref_in(k, record, name);

    return at ? *at : ID_NONE;
}

const struct field *scope_rows(const struct kind *k)
{
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_ROWS && k->field[i].children == 1 &&
            k->field[i].child[0].type == FIELD_REF && !k->field[i].child[0].of)
            return &k->field[i];
    return NULL;
}

/* What it is about stands first or must be said: who approved a thing, be it a
 * person or staff, is not what it is about. */
const struct field *scope_about(const struct kind *k)
{
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_REF && !k->field[i].of &&
            (i == 0 || k->field[i].flags & FIELD_NEED))
            return &k->field[i];
    return NULL;
}

/* The first of the entries that a verdict is about. */
static struct id first_about(struct db *db, const struct kind *k,
                             const struct field *f, struct id id,
                             struct arena *a)
{
    struct buf sql = buf_start(a);
    struct id first = ID_NONE;
    struct rows r;

    buf_fmt(&sql, "SELECT %s FROM ", f->child[0].name);
    buf_add(&sql, rows_table(k, f, a));
    buf_z(&sql, " WHERE entry = $1 ORDER BY n LIMIT 1");
    r = db_text_rows(db, buf_str(&sql));
    db_bind_id(&r, 1, id);
    if (db_next(&r))
        first = db_id(&r, 0);
    db_done(&r);
    return first;
}

static bool head_read(struct db *db, const struct kind *k, struct id id,
                      struct arena *a, void *record)
{
    struct columns c = { k->field, k->fields, k->bytes };
    struct buf sql = buf_start(a);
    struct rows r;
    bool there;

    record_blank(k->field, k->fields, record);
    buf_fmt(&sql, "SELECT * FROM %s WHERE entry = $1", k->name);
    r = db_text_rows(db, buf_str(&sql));
    db_bind_id(&r, 1, id);
    there = db_next(&r);
    if (there)
        columns_read(&r, &c, a, record);
    db_done(&r);
    return there;
}

static const struct kind *kind_of(struct db *db, struct id id)
{
    struct rows r = db_rows(db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    return k;
}

static struct id answered(struct db *db, struct id fix)
{
    struct rows r = db_rows(db, SQL_ENTRY_KIND);
    struct id id = ID_NONE;

    db_bind_id(&r, 1, fix);
    if (db_next(&r))
        id = db_id(&r, 1);
    db_done(&r);
    return id;
}

struct scope scope_fields(struct db *db, const struct kind *k,
                          const void *record)
{
    struct scope s = { .place = ref_at(k, record, "place"),
                       .rsp = ref_at(k, record, "rsp"),
                       .project = ref_at(k, record, "project") };
    int sql = db_named_find(k->name, "_scope");

    if (sql >= 0)
        scope_read(db, sql, k, record, &s);
    if (!strcmp(k->name, "rsp")) /* is judged as itself: its own books */
        s.rsp = id_named(S("rsp"), *text_in(k, record, k->code));
    s.shared = kind_reads(k) == RIGHT_REGISTER && id_none(s.rsp) &&
               !id_none(s.place);
    return s;
}

struct id log_about(struct db *db, const struct kind **k, struct id id)
{
    struct arena a = { 0 };

    for (int deep = 0; *k && deep < DEEP; deep++) {
        const struct field *about = scope_about(*k), *rows = scope_rows(*k);
        bool fix = !strcmp((*k)->name, "fix");
        void *record;

        if (!fix && !about && !rows)
            break;
        record = arena_take(&a, (*k)->bytes);
        if (fix) /* it may wait, and have no row yet */
            id = answered(db, id);
        else if (!head_read(db, *k, id, &a, record))
            id = ID_NONE;
        else if (about)
            id = *(const struct id *)(const void *)((char *)record + about->at);
        else
            id = first_about(db, *k, rows, id, &a);
        *k = id_none(id) ? NULL : kind_of(db, id);
    }
    arena_free(&a);
    return id;
}

struct scope log_scope(struct db *db, const struct kind *k, struct id id,
                       const struct kind **of)
{
    struct scope s = { .shared = false };
    struct arena a = { 0 };
    const struct kind *as = k;

    for (int deep = 0; k && deep < DEEP; deep++) {
        const struct field *about = scope_about(k), *rows = scope_rows(k);
        void *record = arena_take(&a, k->bytes);

        if (as && !strcmp(as->name, "fix"))
            as = k;
        if (!strcmp(k->name, "fix")) { /* it may wait, and have no row yet */
            id = answered(db, id);
            k = id_none(id) ? NULL : kind_of(db, id);
            continue;
        }
        if (!head_read(db, k, id, &a, record))
            break;
        if (!about && !rows) {
            s = scope_fields(db, k, record);
            break;
        }
        id = about ? *(const struct id *)(const void *)((char *)record +
                                                        about->at) :
                     first_about(db, k, rows, id, &a);
        k = id_none(id) ? NULL : kind_of(db, id);
    }
    if (of)
        *of = as;
    arena_free(&a);
    return s;
}

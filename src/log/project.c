/* project - the rows of projections: of table x, of its lists, and what x_kept
 * says of a thing; and the views that rules and rights ask for. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

/* Binds a field's value from parameter *n on. */
static void field_bind(struct rows *r, int *n, const struct field *f,
                       const void *record)
{
    const void *at = (const char *)record + f->at;

    if (!field_stored(f))
        return;
    if (field_none(f, record) && f->type != FIELD_FLAG) {
        db_bind_null(r, (*n)++);
        if (f->type == FIELD_DATE)
            db_bind_null(r, (*n)++);
        return;
    }
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: db_bind_text(r, (*n)++, *(const struct str *)at); return;
    case FIELD_CHOICE: db_bind_int(r, (*n)++, *(const int32_t *)at); return;
    case FIELD_COUNT:
    case FIELD_MONEY: db_bind_int(r, (*n)++, *(const int64_t *)at); return;
    case FIELD_DAY: db_bind_int(r, (*n)++, *(const day *)at); return;
    case FIELD_MONTH: db_bind_int(r, (*n)++, *(const month *)at); return;
    case FIELD_FLAG: db_bind_int(r, (*n)++, *(const bool *)at); return;
    case FIELD_DATE:
        db_bind_int(r, (*n)++, ((const struct date *)at)->on);
        db_bind_int(r, (*n)++, ((const struct date *)at)->grain);
        return;
    case FIELD_REF: db_bind_id(r, (*n)++, *(const struct id *)at); return;
    case FIELD_HASH: db_bind_blob(r, (*n)++, at, sizeof(struct hash)); return;
    case FIELD_ROWS: return;
    }
}

static void rows_bind(struct keeper *k, const struct str *sql,
                      const struct field *f, struct id entry,
                      const void *record)
{
    const struct list *list = (const void *)((const char *)record + f->at);

    for (size_t i = 0; i < list->n; i++) {
        struct rows r = db_text_rows(k->db, *sql);
        int n = 3;

        db_bind_id(&r, 1, entry);
        db_bind_int(&r, 2, (int64_t)i);
        for (int j = 0; j < f->children; j++)
            field_bind(&r, &n, &f->child[j],
                       (const char *)list->at + i * f->child_bytes);
        db_run(&r);
    }
}

void project_remove(struct keeper *k, const struct kind *kind, struct id entry)
{
    struct manner *m = keeper_manner(k, kind);
    struct rows r = db_text_rows(k->db, m->delete);

    cards_changed(k, kind);
    books_changed(k, kind);
    db_bind_id(&r, 1, entry);
    db_run(&r);
    sealed_remove(k, kind, entry);
    for (int i = 0; i < kind->fields; i++)
        if (kind->field[i].type == FIELD_ROWS) {
            r = db_text_rows(k->db, m->row_delete[i]);
            db_bind_id(&r, 1, entry);
            db_run(&r);
        }
}

void project_put(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct id thing,
                 bool counts, bool fresh)
{
    struct manner *m = keeper_manner(k, kind);
    struct rows r;
    int n = COLUMNS_FIXED + 1;

    cards_changed(k, kind);
    books_changed(k, kind);
    if (!fresh)
        project_remove(k, kind, e->id);
    r = db_text_rows(k->db, m->insert);
    db_bind_id(&r, 1, e->id);
    db_bind_id(&r, 2, thing);
    db_bind_int(&r, 3, counts);
    db_bind_int(&r, 4, entry_day(e));
    db_bind_text(&r, 5, e->author);
    for (int i = 0; i < kind->fields; i++)
        field_bind(&r, &n, &kind->field[i], record);
    db_run(&r);
    for (int i = 0; i < kind->fields; i++)
        if (kind->field[i].type == FIELD_ROWS)
            rows_bind(k, &m->row_insert[i], &kind->field[i], e->id, record);
    sealed_put(k, kind, e->id, record, true);
}

struct head project_head(struct keeper *k, const struct kind *kind,
                         struct id entry)
{
    struct rows r = db_text_rows(k->db, keeper_manner(k, kind)->head);
    struct head h = { .dated = MONTH_NONE };

    db_bind_id(&r, 1, entry);
    if (db_next(&r)) {
        h.there = true;
        h.counts = db_int(&r, 0) == 1;
        h.thing = db_id(&r, 1);
        if (kind->dated && !db_null(&r, 2))
            h.dated = (month)db_int(&r, 2);
    }
    db_done(&r);
    return h;
}

month record_dated(const struct kind *kind, const void *record)
{
    const struct field *f;

    if (!kind->dated)
        return MONTH_NONE;
    f = kind_field(kind, str_of(kind->dated));
    MUST(f && f->type == FIELD_MONTH);
    return *(const month *)(const void *)((const char *)record + f->at);
}

/* ---- views and findings -------------------------------------------------*/

/* The argument "rows_field": of the row-th row. False: no such row. */
static bool row_bind(struct rows *r, int *n, const struct kind *kind,
                     const void *record, struct str name, int64_t row)
{
    for (int i = 0; i < kind->fields; i++) {
        const struct field *f = &kind->field[i], *g;
        const struct list *list = (const void *)((const char *)record + f->at);
        size_t skip = strlen(f->name) + 1;

        if (f->type != FIELD_ROWS || !str_starts(name, str_of(f->name)))
            continue;
        g = field_find(f->child, f->children, str_from(name, skip));
        MUST(g);
        if (row < 0 || (size_t)row >= list->n)
            return false;
        field_bind(r, n, g,
                   (const char *)list->at + (size_t)row * f->child_bytes);
        return true;
    }
    MUST(!"an argument names a field, or one of a row");
    return false;
}

bool arguments_bind(struct rows *r, int sql, const struct kind *kind,
                    const void *record, struct id entry, day today, int64_t row)
{
    struct str rest = str_of(db_named_get(sql)->args);

    for (int n = 1; rest.n;) {
        struct str name = str_cut(&rest, ',');
        const struct field *f = kind_field(kind, name);

        if (str_same(name, S("row"))) {
            db_bind_int(r, n++, row);
        } else if (str_same(name, S("entry"))) {
            db_bind_blob(r, n++, entry.b, sizeof entry.b); /* none is no NULL */
        } else if (str_same(name, S("today"))) {
            db_bind_int(r, n++, today);
        } else if (f) {
            MUST(f->type != FIELD_ROWS && f->type != FIELD_DATE);
            field_bind(r, &n, f, record);
        } else if (!row_bind(r, &n, kind, record, name, row)) {
            return false;
        }
    }
    return true;
}

void *view_read(struct db *db, const struct manner *m, const struct kind *kind,
                const void *record, struct id entry, day today, struct arena *a)
{
    void *view = NULL;
    struct rows r;

    if (!kind->view.fields)
        return NULL;
    view = arena_take(a, kind->view.bytes);
    record_blank(kind->view.field, kind->view.fields, view);
    r = db_rows(db, m->view);
    arguments_bind(&r, m->view, kind, record, entry, today, -1);
    if (db_next(&r))
        columns_read(&r, &kind->view, a, view);
    db_done(&r);
    return view;
}

void view_ahead(struct db *db, const struct manner *m, const struct kind *kind,
                const void *record, struct id entry, day today)
{
    struct rows r;

    if (!kind->view.fields)
        return;
    r = db_rows(db, m->view);
    arguments_bind(&r, m->view, kind, record, entry, today, -1);
    db_ahead(&r);
}

void scope_read(struct db *db, int sql, const struct kind *kind,
                const void *record, struct scope *s)
{
    struct rows r = db_rows(db, sql);

    arguments_bind(&r, sql, kind, record, ID_NONE, DAY_NONE, -1);
    if (db_next(&r)) {
        s->place = db_id(&r, 0);
        s->rsp = db_id(&r, 1);
        s->project = db_id(&r, 2);
    }
    db_done(&r);
}

void findings_put(struct db *db, struct id entry, const char *origin,
                  const struct findings *f, bool fresh)
{
    if (!fresh) {
        struct rows r = db_rows(db, SQL_FINDING_CLEAR);

        db_bind_id(&r, 1, entry);
        db_bind_text(&r, 2, str_of(origin));
        db_run(&r);
    }
    for (size_t i = 0; i < f->n; i++) {
        struct rows r = db_rows(db, SQL_FINDING_PUT);

        db_bind_id(&r, 1, entry);
        db_bind_text(&r, 2, str_of(origin));
        db_bind_int(&r, 3, (int64_t)i);
        db_bind_text(&r, 4, str_of(f->at[i].what));
        db_bind_int(&r, 5, f->at[i].level);
        db_bind_text(&r, 6, f->at[i].path);
        db_bind_int(&r, 7, f->at[i].a);
        db_bind_int(&r, 8, f->at[i].b);
        db_run(&r);
    }
}

static struct rows kept_bound(struct keeper *k, const struct kind *kind,
                              struct str sql, struct id thing, const void *row)
{
    struct rows r = db_text_rows(k->db, sql);
    int n = 2;

    db_bind_id(&r, 1, thing);
    for (int i = 0; row && i < kind->kept.fields; i++)
        field_bind(&r, &n, &kind->kept.field[i], row);
    return r;
}

/* Only near, where asking whether it was there costs no way. */
static bool kept_changed(struct keeper *k, const struct kind *kind,
                         struct id thing, const void *row)
{
    struct str sql = keeper_manner(k, kind)->kept_change;
    struct rows r;
    bool was;

    if (!sql.n || db_is_far(k->db))
        return false;
    r = kept_bound(k, kind, sql, thing, row);
    was = db_next(&r);
    db_done(&r);
    return was;
}

/* Any number of rows: those that stood go, those that stand come. */
static void kept_rows_write(struct keeper *k, const struct kind *kind,
                            struct id thing, const struct postings *now,
                            bool anew)
{
    struct manner *m = keeper_manner(k, kind);
    struct rows r;

    if (!anew) {
        r = kept_bound(k, kind, m->kept_delete, thing, NULL);
        db_run(&r);
    }
    for (size_t i = 0; i < now->kepts; i++) {
        r = kept_bound(k, kind, m->kept_put, thing,
                       (const char *)now->kept + i * kind->kept.bytes);
        db_run(&r);
    }
}

void kept_write(struct keeper *k, const struct kind *kind, struct id thing,
                const struct postings *now, bool anew)
{
    struct manner *m = keeper_manner(k, kind);
    const void *row = now->kept;
    struct rows r;

    if (!kind->kept.fields)
        return;
    if (kept_keys(kind)) {
        kept_rows_write(k, kind, thing, now, anew);
        return;
    }
    if (!row && anew)
        return;
    if (row && !anew && kept_changed(k, kind, thing, row))
        return;
    r = kept_bound(k, kind, row ? m->kept_put : m->kept_delete, thing, row);
    db_run(&r);
}

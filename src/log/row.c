/* row - rows of projections read back into structs, by their field tables. */
#include <string.h>

#include "log/inside.h"

int64_t int_in(const struct rows *r, int col)
{
    return db_null(r, col) ? INT_NONE : db_int(r, col);
}

day day_in(const struct rows *r, int col)
{
    return db_null(r, col) ? DAY_NONE : (day)db_int(r, col);
}

static void column_take(struct rows *r, int col, const struct field *f,
                        struct arena *a, void *record)
{
    void *at = (char *)record + f->at;

    if (db_null(r, col))
        return;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: *(struct str *)at = arena_str(a, db_str(r, col)); return;
    case FIELD_CHOICE: *(int32_t *)at = (int32_t)db_int(r, col); return;
    case FIELD_COUNT:
    case FIELD_MONEY: *(int64_t *)at = db_int(r, col); return;
    case FIELD_DAY: *(day *)at = (day)db_int(r, col); return;
    case FIELD_MONTH: *(month *)at = (month)db_int(r, col); return;
    case FIELD_FLAG: *(bool *)at = db_int(r, col) != 0; return;
    case FIELD_DATE: ((struct date *)at)->on = (day)db_int(r, col); return;
    case FIELD_REF: *(struct id *)at = db_id(r, col); return;
    case FIELD_HASH: *(struct hash *)at = db_hash(r, col); return;
    case FIELD_ROWS: return;
    }
}

static bool grain_take(struct rows *r, int col, const struct field *f, int n,
                       struct str name, void *record)
{
    const struct field *of;

    if (!str_ends(name, S("_grain")))
        return false;
    of = field_find(f, n, (struct str){ name.p, name.n - 6 });
    if (!of || of->type != FIELD_DATE)
        return false;
    ((struct date *)(void *)((char *)record + of->at))->grain =
        (int8_t)db_int(r, col);
    return true;
}

void columns_read(struct rows *r, const struct columns *c, struct arena *a,
                  void *out)
{
    int columns = db_columns(r);
    int guess = 0;

    record_blank(c->field, c->fields, out);
    for (int col = 0; col < columns; col++) {
        const char *name = db_column(r, col);
        const struct field *f = NULL;

        if (guess < c->fields && !strcmp(c->field[guess].name, name))
            f = &c->field[guess];
        else
            f = field_find(c->field, c->fields, str_of(name));
        if (f)
            guess = (int)(f - c->field) + 1; /* most stand in this order */
        if (f)
            column_take(r, col, f, a, out);
        else
            grain_take(r, col, c->field, c->fields, str_of(name), out);
    }
}

static void rows_read(struct db *db, const struct kind *k,
                      const struct field *f, struct id entry, struct arena *a,
                      struct list *list)
{
    struct columns c = { f->child, f->children, f->child_bytes };
    struct str sql = compose(a,
                             "SELECT * FROM %1_%2 WHERE entry = $1 "
                             "ORDER BY n",
                             k->name, f->name);
    struct rows r;
    size_t room = 0;

    r = db_text_rows(db, sql);
    db_bind_id(&r, 1, entry);
    while (db_next(&r)) {
        list->at = arena_more(a, list->at, list->n, &room, f->child_bytes);
        columns_read(&r, &c, a, (char *)list->at + list->n++ * f->child_bytes);
    }
}

bool row_find(struct db *db, const struct kind *k, struct id entry,
              struct arena *a, void *record)
{
    struct columns c = { k->field, k->fields, k->bytes };
    struct str sql = compose(a, "SELECT * FROM %1 WHERE entry = $1", k->name,
                             "");
    struct rows r;
    bool there;

    r = db_text_rows(db, sql);
    db_bind_id(&r, 1, entry);
    there = db_next(&r);
    if (there)
        columns_read(&r, &c, a, record);
    db_done(&r);
    for (int i = 0; there && i < k->fields; i++)
        if (k->field[i].type == FIELD_ROWS)
            rows_read(db, k, &k->field[i], entry, a,
                      (void *)((char *)record + k->field[i].at));
    return there;
}

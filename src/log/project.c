/* project - the rows of projections, their SQL composed from field tables.
 *
 * Table x holds one row for each entry of kind x that is here: entry, thing,
 * counts (0 while a STOP stands), signed (day), author, then its fields. A
 * ROWS field f is table x_f, keyed (entry, n); what is sealed is table
 * x_sealed (part.c). */
#include <stdlib.h>
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

#define COLUMNS_FIXED 5

struct str rows_table(const struct kind *k, const struct field *f,
                      struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, k->name);
    buf_char(&b, '_');
    buf_z(&b, f->name);
    return buf_str(&b);
}

struct str kept_table(const struct kind *k, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, k->name);
    buf_z(&b, "_kept");
    return buf_str(&b);
}

static const char *column_type(const struct field *f)
{
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: return "TEXT";
    case FIELD_REF:
    case FIELD_HASH: return "BYTEA";
    default: return "BIGINT";
    }
}

/* Has the field a column in its record's own table. */
static bool field_stored(const struct field *f)
{
    return f->type != FIELD_ROWS && !(f->flags & FIELD_SEALED);
}

static void columns_create(struct buf *b, const struct field *f, int n)
{
    for (int i = 0; i < n; i++) {
        if (!field_stored(&f[i]))
            continue;
        buf_fmt(b, ", %s %s", f[i].name, column_type(&f[i]));
        if (f[i].type == FIELD_DATE)
            buf_fmt(b, ", %s_grain BIGINT", f[i].name);
    }
}

/* How many fields name the thing that this is a fact about. */
static int kind_things(const struct kind *k)
{
    int n = 0;

    for (int i = 0; i < k->fields; i++)
        n += (k->field[i].flags & FIELD_THING) != 0;
    return n;
}

static void kind_create(struct buf *b, const struct kind *k)
{
    buf_fmt(b,
            "CREATE TABLE %s (entry BYTEA NOT NULL PRIMARY KEY, thing BYTEA "
            "NOT NULL, counts BIGINT NOT NULL, signed BIGINT NOT NULL, "
            "author TEXT NOT NULL",
            k->name);
    columns_create(b, k->field, k->fields);
    buf_z(b, ");\n");
    if (kind_things(k) || k->dated)
        buf_fmt(b, "CREATE INDEX %s_thing ON %s (thing, %s);\n", k->name,
                k->name, k->dated ? k->dated : "entry");
    if (k->along)
        buf_fmt(b, "CREATE INDEX %s_along ON %s (%s, entry);\n", k->name,
                k->name, k->along);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if ((f->flags & FIELD_FIND) && field_stored(f))
            buf_fmt(b, "CREATE INDEX %s_by_%s ON %s (%s, entry);\n", k->name,
                    f->name, k->name, f->name); /* a list pages along it */
        if (f->type != FIELD_ROWS)
            continue;
        buf_fmt(b,
                "CREATE TABLE %s_%s (entry BYTEA NOT NULL, n BIGINT NOT "
                "NULL",
                k->name, f->name);
        columns_create(b, f->child, f->children);
        buf_z(b, ", PRIMARY KEY (entry, n)) WITHOUT ROWID;\n");
        for (int j = 0; j < f->children; j++)
            if (f->child[j].flags & FIELD_FIND)
                buf_fmt(b, "CREATE INDEX %s_%s_by_%s ON %s_%s (%s);\n", k->name,
                        f->name, f->child[j].name, k->name, f->name,
                        f->child[j].name);
    }
}

/* What stands of each thing: table x_kept, a row a thing (kind->kept). */
static void kept_create(struct buf *b, const struct kind *k)
{
    const struct columns *c = &k->kept;

    if (!c->fields)
        return;
    buf_fmt(b, "CREATE TABLE %s_kept (thing BYTEA NOT NULL PRIMARY KEY",
            k->name);
    columns_create(b, c->field, c->fields);
    buf_z(b, ");\n");
    for (int i = 0; i < c->fields; i++)
        if (c->field[i].flags & FIELD_FIND)
            buf_fmt(b, "CREATE INDEX %s_kept_by_%s ON %s_kept (%s, thing);\n",
                    k->name, c->field[i].name, k->name, c->field[i].name);
}

static void view_script(struct buf *b, const struct kind *k, const char *which)
{
    int sql = db_named_find(k->name, which);

    if (sql < 0)
        return;
    buf_add(b, db_named_get(sql)->text);
    buf_z(b, "\n");
}

/* The views of one kind's script, and whether they were made yet. */
static const char *views_of(const struct kind *k)
{
    int sql = db_named_find(k->name, "_views");

    return sql < 0 ? NULL : db_named_get(sql)->text.p;
}

/* Does a script read a view that another makes? */
static bool views_read(struct str script, struct str made)
{
    static const struct str make = { "CREATE VIEW ", 12 };

    for (size_t i = 0; i + make.n < made.n; i++) {
        struct str name = str_from(made, i + make.n);
        size_t n = 0;

        if (memcmp(made.p + i, make.p, make.n) != 0)
            continue;
        while (n < name.n && name.p[n] > ' ')
            n++;
        name.n = n;
        for (size_t j = 0; j + n <= script.n; j++)
            if (!memcmp(script.p + j, name.p, n) &&
                (j + n == script.n ||
                 (script.p[j + n] != '_' &&
                  (script.p[j + n] < 'a' || script.p[j + n] > 'z'))) &&
                (j == 0 || script.p[j - 1] <= ' ' || script.p[j - 1] == '('))
                return true;
    }
    return false;
}

/* What kinds say once for all that read them: their x_views, each after those
 * that it reads. */
static int views_order(const struct kind **order)
{
    bool *done = calloc((size_t)kind_count, sizeof *done);
    int n = 0, was = -1;

    MUST(done);
    while (n != was) {
        was = n;
        for (int i = 0; i < kind_count; i++) {
            bool ready = !done[i] && views_of(kind_index[i]);

            for (int j = 0; ready && j < kind_count; j++)
                if (j != i && !done[j] && views_of(kind_index[j]) &&
                    views_read(str_of(views_of(kind_index[i])),
                               str_of(views_of(kind_index[j]))))
                    ready = false;
            if (ready) {
                done[i] = true;
                order[n++] = kind_index[i];
            }
        }
    }
    for (int i = 0; i < kind_count; i++)
        MUST(done[i] || !views_of(kind_index[i])); /* they go in a circle */
    free(done);
    return n;
}

static void views_script(struct buf *b, bool make)
{
    const struct kind **order = calloc((size_t)kind_count, sizeof *order);
    int n;

    MUST(order);
    n = views_order(order);
    for (int i = 0; i < n; i++)
        view_script(b, order[make ? i : n - 1 - i],
                    make ? "_views" : "_views_drop");
    free(order);
}

void project_script(struct buf *b)
{
    for (int i = 0; i < kind_count; i++) {
        kind_create(b, kind_index[i]);
        sealed_create(b, kind_index[i]);
        kept_create(b, kind_index[i]);
    }
    views_script(b, true); /* over tables of any kind */
}

void project_drop(struct buf *b)
{
    views_script(b, false);
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        buf_fmt(b, "DROP TABLE IF EXISTS %s;\n", k->name);
        buf_fmt(b, "DROP TABLE IF EXISTS %s_sealed;\n", k->name);
        buf_fmt(b, "DROP TABLE IF EXISTS %s_kept;\n", k->name);
        for (int j = 0; j < k->fields; j++)
            if (k->field[j].type == FIELD_ROWS)
                buf_fmt(b, "DROP TABLE IF EXISTS %s_%s;\n", k->name,
                        k->field[j].name);
    }
}

/* ---- composed statements ------------------------------------------------*/

/* Adds the names of columns; returns how many there are. */
static int columns_name(struct buf *b, const struct field *f, int n)
{
    int count = 0;

    for (int i = 0; i < n; i++) {
        if (!field_stored(&f[i]))
            continue;
        buf_fmt(b, ", %s", f[i].name);
        count++;
        if (f[i].type == FIELD_DATE) {
            buf_fmt(b, ", %s_grain", f[i].name);
            count++;
        }
    }
    return count;
}

static void parameters(struct buf *b, int n)
{
    buf_z(b, ") VALUES (");
    for (int i = 1; i <= n; i++)
        buf_fmt(b, i == 1 ? "$%d" : ", $%d", i);
    buf_char(b, ')');
}

static struct str kind_insert(struct arena *a, const struct kind *k)
{
    struct buf b = buf_start(a);
    int n = COLUMNS_FIXED;

    buf_fmt(&b, "INSERT INTO %s (entry, thing, counts, signed, author",
            k->name);
    n += columns_name(&b, k->field, k->fields);
    parameters(&b, n);
    return buf_str(&b);
}

static struct str rows_insert(struct arena *a, const struct kind *k,
                              const struct field *f)
{
    struct buf b = buf_start(a);
    int n = 2;

    buf_fmt(&b, "INSERT INTO %s_%s (entry, n", k->name, f->name);
    n += columns_name(&b, f->child, f->children);
    parameters(&b, n);
    return buf_str(&b);
}

/* "%1" and "%2" are two constant names; everything else stays as it is. */
static struct str compose(struct arena *a, const char *format, const char *one,
                          const char *two)
{
    struct buf b = buf_start(a);

    while (*format) {
        if (format[0] == '%' && (format[1] == '1' || format[1] == '2')) {
            buf_z(&b, format[1] == '1' ? one : two);
            format += 2;
        } else {
            buf_char(&b, *format++);
        }
    }
    return buf_str(&b);
}

static bool sql_reads(int sql, const char *field)
{
    struct str rest = str_of(sql < 0 ? "" : db_named_get(sql)->args);

    while (rest.n)
        if (str_same(str_cut(&rest, ','), str_of(field)))
            return true;
    return false;
}

/* Is `field` an argument of kind's x_view or x_scope? */
static bool view_reads(const struct kind *kind, const char *field)
{
    return sql_reads(db_named_find(kind->name, "_view"), field) ||
           sql_reads(db_named_find(kind->name, "_scope"), field);
}

static void naming_add(struct keeper *k, struct naming **list,
                       const struct kind *by, struct str sql)
{
    struct naming *n = arena_new(&k->life, struct naming);

    *n = (struct naming){ sql, by, *list };
    *list = n;
}

/* Those that name a thing by its code, as the row of that thing has it. */
static void coded_add(struct keeper *k, const struct kind *kind,
                      struct manner *m, const struct kind *by,
                      const struct field *f)
{
    struct buf b = buf_start(&k->life);

    if (!kind->code || f->type != FIELD_CODE || strcmp(f->of, kind->name) != 0)
        return;
    buf_fmt(&b, "SELECT entry FROM %s WHERE %s = (", by->name, f->name);
    buf_fmt(&b, "SELECT %s FROM %s WHERE entry = $1)", kind->code, kind->name);
    naming_add(k, &m->coded, by, buf_str(&b));
}

/* Which statements find the entries that name a thing of this kind: by id, or
 * in a field of their own by its code. A code in a list of rows is named by the
 * id of its name, which no table holds: such a thing is looked for by what it
 * is called (indicator_touch). */
static void naming_make(struct keeper *k, const struct kind *kind,
                        struct manner *m)
{
    for (int i = 0; i < kind_count; i++) {
        const struct kind *by = kind_index[i];

        for (int j = 0; j < by->fields; j++) {
            const struct field *f = &by->field[j];
            struct str sql;

            coded_add(k, kind, m, by, f);
            if (f->type == FIELD_REF &&
                (!f->of || !strcmp(f->of, kind->name))) {
                sql = compose(&k->life, "SELECT entry FROM %1 WHERE %2 = $1",
                              by->name, f->name);
                naming_add(k, &m->named, by, sql);
                if (view_reads(by, f->name))
                    naming_add(k, &m->read, by, sql);
                if (sql_reads(db_named_find(by->name, "_scope"), f->name))
                    naming_add(k, &m->scoped, by, sql);
            }
            for (int c = 0; f->type == FIELD_ROWS && c < f->children; c++)
                if (f->child[c].type == FIELD_REF && f->child[c].of &&
                    !strcmp(f->child[c].of, kind->name)) {
                    struct str table = rows_table(by, f, &k->life);

                    naming_add(k, &m->named, by,
                               compose(&k->life,
                                       "SELECT DISTINCT entry FROM "
                                       "%1 WHERE %2 = $1",
                                       arena_z(&k->life, table),
                                       f->child[c].name));
                }
        }
    }
}

/* One row a thing: what stood there is said anew, so that an index whose column
 * stays is not written. */
static struct str kept_put(struct arena *a, const struct kind *k)
{
    struct buf b = buf_start(a), names = buf_start(a);
    struct str rest, name;
    int n = 1;

    if (!k->kept.fields)
        return (struct str){ "", 0 };
    buf_fmt(&b, "INSERT INTO %s_kept (thing", k->name);
    n += columns_name(&names, k->kept.field, k->kept.fields);
    buf_add(&b, buf_str(&names));
    parameters(&b, n);
    buf_z(&b, " ON CONFLICT (thing) DO UPDATE SET ");
    rest = str_from(buf_str(&names), 2);
    for (bool first = true; rest.n; first = false) {
        name = str_trim(str_cut(&rest, ','));
        if (!first)
            buf_z(&b, ", ");
        buf_add(&b, name);
        buf_z(&b, " = excluded.");
        buf_add(&b, name);
    }
    return buf_str(&b);
}

/* Do a kind's facts read a table of what things keep: they are asked for when
 * those stand. */
static bool facts_after(int sql)
{
    struct str text = sql < 0 ? S("") : db_named_get(sql)->text;

    for (size_t i = 0; i + 5 <= text.n; i++)
        if (!memcmp(text.p + i, "_kept", 5))
            return true;
    return false;
}

static void manner_make(struct keeper *k, const struct kind *kind,
                        struct manner *m)
{
    struct arena *a = &k->life;

    m->view = db_named_find(kind->name, "_view");
    m->facts = db_named_find(kind->name, "_facts");
    m->alone = db_named_find(kind->name, "_alone");
    if (m->alone < 0)
        m->alone = m->facts;
    m->young = db_named_find(kind->name, "_young");
    if (m->young < 0)
        m->young = m->facts;
    m->touch = db_named_find(kind->name, "_touch");
    m->after = facts_after(m->facts);
    m->moved = db_named_find(kind->name, "_moved");
    m->stir = db_named_find(kind->name, "_stir");
    m->beyond = db_named_find(kind->name, "_beyond");
    m->scope = db_named_find(kind->name, "_scope");
    m->again = db_named_find(kind->name, "_again");
    m->kept_put = kept_put(a, kind);
    m->kept_delete = compose(a, "DELETE FROM %1_kept WHERE thing = $1",
                             kind->name, "");
    part_manner(k, kind, m);
    m->insert = kind_insert(a, kind);
    m->delete = compose(a, "DELETE FROM %1 WHERE entry = $1", kind->name, "");
    m->head = compose(a, "SELECT counts, thing, %2 FROM %1 WHERE entry = $1",
                      kind->name, kind->dated ? kind->dated : "NULL");
    m->things = kind_things(kind);
    m->row_insert = arena_many(a, struct str, kind->fields);
    m->row_delete = arena_many(a, struct str, kind->fields);
    for (int i = 0; i < kind->fields; i++) {
        const struct field *f = &kind->field[i];

        if (f->type != FIELD_ROWS)
            continue;
        m->row_insert[i] = rows_insert(a, kind, f);
        m->row_delete[i] = compose(a, "DELETE FROM %1_%2 WHERE entry = $1",
                                   kind->name, f->name);
    }
    naming_make(k, kind, m);
    MUST(!kind->view.fields || m->view >= 0);
    MUST((m->beyond >= 0) == (kind->via != NULL));
    MUST(!kind->posts || (m->facts >= 0 && kind->fact.fields));
}

void project_manner(struct keeper *k)
{
    k->manner = arena_many(&k->life, struct manner, kind_count);
    for (int i = 0; i < kind_count; i++)
        manner_make(k, kind_index[i], &k->manner[i]);
}

struct manner *keeper_manner(struct keeper *k, const struct kind *kind)
{
    for (int i = 0; i < kind_count; i++)
        if (kind_index[i] == kind)
            return &k->manner[i];
    MUST(!"a kind of the index");
    return NULL;
}

/* ---- one row ------------------------------------------------------------*/

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

/* ---- reading rows into structs ------------------------------------------*/

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
            f = &c->field[guess++];
        else
            f = field_find(c->field, c->fields, str_of(name));
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
        if (list->n == room) {
            void *at = arena_array(a, room = room ? 2 * room : 16,
                                   f->child_bytes);

            if (list->n)
                memcpy(at, list->at, list->n * f->child_bytes);
            list->at = at;
        }
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

void kept_write(struct keeper *k, const struct kind *kind, struct id thing,
                const void *row, bool anew)
{
    struct manner *m = keeper_manner(k, kind);
    struct rows r;
    int n = 2;

    if (!kind->kept.fields)
        return;
    if (!row && anew)
        return;
    r = db_text_rows(k->db, row ? m->kept_put : m->kept_delete);
    db_bind_id(&r, 1, thing);
    for (int i = 0; row && i < kind->kept.fields; i++)
        field_bind(&r, &n, &kind->kept.field[i], row);
    db_run(&r);
}

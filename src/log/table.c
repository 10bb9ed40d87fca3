/* table - the tables of kinds, and the views over them, as SQL.
 *
 * Table x holds one row for each entry of kind x that is here: entry, thing,
 * counts (0 while a STOP stands), signed (day), author, then its fields. A
 * ROWS field f is table x_f, keyed (entry, n); what is sealed is table
 * x_sealed (part.c). */
#include <stdlib.h>
#include <string.h>

#include "log/inside.h"

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

bool field_stored(const struct field *f)
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

int kind_things(const struct kind *k)
{
    int n = 0;

    for (int i = 0; i < k->fields; i++)
        n += (k->field[i].flags & FIELD_THING) != 0;
    return n;
}

/* Does it refer to a place, or to what has one: a household, a body? How many
 * rows lie in each is then counted by the index alone. */
static bool lies_somewhere(const struct field *f)
{
    const struct kind *of = f->type == FIELD_REF && f->of ?
                                kind_find(str_of(f->of)) :
                                NULL;

    return of && (!strcmp(of->name, "place") || kind_field(of, S("place")));
}

/* A list pages along the index of a field: (field, entry). */
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
            buf_fmt(b, "CREATE INDEX %s_by_%s ON %s (%s, entry%s);\n", k->name,
                    f->name, k->name, f->name,
                    lies_somewhere(f) ? ", counts" : "");
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

int kept_keys(const struct kind *k)
{
    int n = 0;

    while (n < k->kept.fields && (k->kept.field[n].flags & FIELD_KEY))
        n++;
    return n;
}

/* A thing's rows lie where who reads them looks, by their own keys; the thing
 * finds them when it says them anew. */
static void kept_create_many(struct buf *b, const struct kind *k, int keys)
{
    buf_fmt(b, "CREATE TABLE %s_kept (thing BYTEA NOT NULL", k->name);
    columns_create(b, k->kept.field, k->kept.fields);
    for (int i = 0; i < keys; i++)
        buf_fmt(b, "%s%s", i ? ", " : ", PRIMARY KEY (", k->kept.field[i].name);
    buf_fmt(b,
            ")) WITHOUT ROWID;\nCREATE INDEX %s_kept_thing ON %s_kept "
            "(thing);\n",
            k->name, k->name);
}

/* What stands of each thing: table x_kept, a row a thing (kind->kept), or any
 * number of them. */
static void kept_create(struct buf *b, const struct kind *k)
{
    const struct columns *c = &k->kept;
    int keys = kept_keys(k);

    if (!c->fields)
        return;
    if (keys) {
        kept_create_many(b, k, keys);
    } else {
        buf_fmt(b, "CREATE TABLE %s_kept (thing BYTEA NOT NULL PRIMARY KEY",
                k->name);
        columns_create(b, c->field, c->fields);
        buf_z(b, ");\n");
    }
    for (int i = 0; i < c->fields; i++)
        if (c->field[i].flags & FIELD_FIND)
            buf_fmt(b, "CREATE INDEX %s_kept_by_%s ON %s_kept (%s, thing);\n",
                    k->name, c->field[i].name, k->name, c->field[i].name);
}

/* ---- views ---------------------------------------------------------------*/

/* A view, and which of the kinds that have views makes it. */
struct made {
    struct str name;
    int by;
};
struct views {
    const struct kind **kind; /* those that have views */
    int n;
    struct made *made; /* by name */
    size_t names;
    bool *reads; /* [i * n + j]: i reads what j makes */
};

static bool in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static struct str name_at(struct str script, size_t at)
{
    size_t end = at;

    while (end < script.n && in_name(script.p[end]))
        end++;
    return (struct str){ script.p + at, end - at };
}

static int made_order(const void *a, const void *b)
{
    const struct made *x = a, *y = b;

    return str_order(x->name, y->name);
}

static struct str views_text(const struct kind *k)
{
    return db_named_get(db_named_find(k->name, "_views"))->text;
}

/* All names that scripts make: "CREATE VIEW name". */
static void views_name(struct views *v, struct arena *a)
{
    static const struct str make = { "CREATE VIEW ", 12 };
    size_t room = 0;

    for (int i = 0; i < v->n; i++) {
        struct str text = views_text(v->kind[i]);

        for (size_t at = 0; at + make.n < text.n; at++) {
            if (memcmp(text.p + at, make.p, make.n) != 0)
                continue;
            arena_room(a, v->made, v->names, room);
            v->made[v->names++] = (struct made){ name_at(text, at + make.n),
                                                 i };
        }
    }
    qsort(v->made, v->names, sizeof *v->made, made_order);
}

/* Which script makes the view of that name; -1: none does. */
static int view_maker(const struct views *v, struct str name)
{
    const struct made want = { name, 0 };
    const struct made *made = bsearch(&want, v->made, v->names, sizeof want,
                                      made_order);

    return made ? made->by : -1;
}

/* Which scripts read what others make: each word of each is looked up once. */
static void views_read(struct views *v, struct arena *a)
{
    v->reads = arena_many(a, bool, (size_t)(v->n * v->n));
    for (int i = 0; i < v->n; i++) {
        struct str text = views_text(v->kind[i]);
        struct str name;

        for (size_t at = 0; at < text.n; at += name.n + 1) {
            bool bare = !at || text.p[at - 1] <= ' ' || text.p[at - 1] == '(';
            int by;

            name = name_at(text, at);
            by = bare && name.n ? view_maker(v, name) : -1;
            if (by >= 0)
                v->reads[i * v->n + by] = true;
        }
    }
}

/* May script i be run, once those that are done have been? */
static bool views_ready(const struct views *v, const bool *done, int i)
{
    for (int j = 0; j < v->n; j++)
        if (j != i && !done[j] && v->reads[i * v->n + j])
            return false;
    return true;
}

/* What kinds say once for all that read them: their x_views, each after those
 * that it reads. */
static struct views views_order(struct arena *a)
{
    struct views v = { .kind = arena_many(a, const struct kind *, kind_count) };
    const struct kind **order;
    bool *done;
    int n = 0, was = -1;

    for (int i = 0; i < kind_count; i++)
        if (db_named_find(kind_index[i]->name, "_views") >= 0)
            v.kind[v.n++] = kind_index[i];
    views_name(&v, a);
    views_read(&v, a);
    order = arena_many(a, const struct kind *, v.n);
    done = arena_many(a, bool, v.n);
    while (n != was) {
        was = n;
        for (int i = 0; i < v.n; i++)
            if (!done[i] && views_ready(&v, done, i)) {
                done[i] = true;
                order[n++] = v.kind[i];
            }
    }
    MUST(n == v.n); /* they go in a circle */
    v.kind = order;
    return v;
}

static void view_script(struct buf *b, const struct kind *k, const char *which)
{
    int sql = db_named_find(k->name, which);

    if (sql < 0)
        return;
    buf_add(b, db_named_get(sql)->text);
    buf_z(b, "\n");
}

static void views_script(struct buf *b, bool make)
{
    struct arena a = { 0 };
    struct views v = views_order(&a);

    for (int i = 0; i < v.n; i++)
        view_script(b, v.kind[make ? i : v.n - 1 - i],
                    make ? "_views" : "_views_drop");
    arena_free(&a);
}

/* ---- the whole script ---------------------------------------------------*/

void table_script(struct buf *b)
{
    for (int i = 0; i < kind_count; i++) {
        kind_create(b, kind_index[i]);
        sealed_create(b, kind_index[i]);
        kept_create(b, kind_index[i]);
    }
    views_script(b, true); /* over tables of any kind */
}

void table_drop(struct buf *b)
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

/* manner - how each kind is kept: its named statements, and those composed from
 * its field tables. */
#include <string.h>

#include "log/inside.h"

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

struct str compose(struct arena *a, const char *format, const char *one,
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

static struct manner *manner_of(struct keeper *k, const char *kind)
{
    return keeper_manner(k, kind_find(str_of(kind)));
}

/* Those that name a thing by its code, as the row of that thing has it. */
static void coded_add(struct keeper *k, const struct kind *by,
                      const struct field *f)
{
    const struct kind *kind = kind_find(str_of(f->of));
    struct buf b = buf_start(&k->life);

    if (!kind || !kind->code)
        return;
    buf_fmt(&b, "SELECT entry FROM %s WHERE %s = (", by->name, f->name);
    buf_fmt(&b, "SELECT %s FROM %s WHERE entry = $1)", kind->code, kind->name);
    naming_add(k, &keeper_manner(k, kind)->coded, by, buf_str(&b));
}

/* A field that names something by id, of one kind or of any. */
static void named_add(struct keeper *k, const struct kind *by,
                      const struct field *f)
{
    bool viewed = view_reads(by, f->name);
    bool scoped = sql_reads(db_named_find(by->name, "_scope"), f->name);
    struct str sql = compose(&k->life, "SELECT entry FROM %1 WHERE %2 = $1",
                             by->name, f->name);

    for (int i = 0; i < kind_count; i++) {
        struct manner *m = f->of ? manner_of(k, f->of) : &k->manner[i];

        naming_add(k, &m->named, by, sql);
        if (viewed)
            naming_add(k, &m->read, by, sql);
        if (scoped)
            naming_add(k, &m->scoped, by, sql);
        if (f->of)
            return;
    }
}

static void row_named_add(struct keeper *k, const struct kind *by,
                          const struct field *f, const struct field *child)
{
    struct str table = rows_table(by, f, &k->life);

    naming_add(k, &manner_of(k, child->of)->named, by,
               compose(&k->life, "SELECT DISTINCT entry FROM %1 WHERE %2 = $1",
                       arena_z(&k->life, table), child->name));
}

/* Which statements find the entries that name a thing of some kind: by id, or
 * in a field of their own by its code. A code in a list of rows is named by the
 * id of its name, which no table holds: such a thing is looked for by what it
 * is called (indicator_touch). */
static void naming_make(struct keeper *k, const struct kind *by)
{
    for (int j = 0; j < by->fields; j++) {
        const struct field *f = &by->field[j];

        if (f->type == FIELD_CODE)
            coded_add(k, by, f);
        if (f->type == FIELD_REF)
            named_add(k, by, f);
        for (int c = 0; f->type == FIELD_ROWS && c < f->children; c++)
            if (f->child[c].type == FIELD_REF && f->child[c].of)
                row_named_add(k, by, f, &f->child[c]);
    }
}

/* One row a thing: what stood there is said anew, so that an index whose column
 * stays is not written. Where a thing keeps several, what stood is gone by then. */
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
    if (kept_keys(k))
        return buf_str(&b);
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

/* Who a thing is of seldom changes: SQLite writes an index whose column is said
 * anew, also when it stays. Where all of them stay the row is changed without
 * them; a row tells that it was there. The same parameters as kept_put. */
static struct str kept_change(struct arena *a, const struct kind *k)
{
    struct buf set = buf_start(a), stay = buf_start(a), b = buf_start(a);

    for (int i = 0; i < k->kept.fields; i++) {
        const struct field *f = &k->kept.field[i];
        bool stays = f->type == FIELD_REF && (f->flags & FIELD_FIND);

        if (stays)
            buf_fmt(&stay, " AND %s IS $%d", f->name, i + 2);
        else
            buf_fmt(&set, "%s%s = $%d", set.n ? ", " : "", f->name, i + 2);
    }
    if (!set.n || !stay.n)
        return (struct str){ "", 0 };
    buf_fmt(&b, "UPDATE %s_kept SET ", k->name);
    buf_add(&b, buf_str(&set));
    buf_z(&b, " WHERE thing = $1");
    buf_add(&b, buf_str(&stay));
    buf_z(&b, " RETURNING 1");
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
    m->many = sql_reads(m->facts, "things");
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
    m->follow = db_named_find(kind->name, "_follow");
    m->kept_put = kept_put(a, kind);
    m->kept_change = kept_change(a, kind);
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
    MUST(!kind->view.fields || m->view >= 0);
    MUST((m->beyond >= 0) == (kind->via != NULL));
    MUST(!kind->posts || (m->facts >= 0 && kind->fact.fields));
    MUST(!m->many || (!m->after && field_find(kind->fact.field,
                                              kind->fact.fields, S("thing"))));
}

void manner_start(struct keeper *k)
{
    k->manner = arena_many(&k->life, struct manner, kind_count);
    for (int i = 0; i < kind_count; i++)
        manner_make(k, kind_index[i], &k->manner[i]);
    for (int i = 0; i < kind_count; i++)
        naming_make(k, kind_index[i]);
}

/* Kinds stand by name. */
struct manner *keeper_manner(struct keeper *k, const struct kind *kind)
{
    int low = 0, high = kind_count - 1;

    while (low < high) {
        int mid = (low + high) / 2;

        if (strcmp(kind_index[mid]->name, kind->name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    MUST(kind_index[low] == kind); /* a kind of the index */
    return &k->manner[low];
}

/* list - records of a kind, as a table. */
#include <string.h>

#include "cmd/cmd.h"

enum { LIMIT = 1000, FILTERS = 16 };

struct listing {
    struct cmd *cmd;
    struct db *db;
    const struct kind *kind;
    const struct field *by[FILTERS]; /* the record holds their values */
    int filters;
    void *filter;
    int64_t limit; /* 0: all */
    bool text;     /* references by name */
};

/* ---- which --------------------------------------------------------------*/

static bool filter_read(struct listing *l, const char *word)
{
    struct str value = str_of(word), name = str_cut(&value, '=');
    const struct field *f = kind_field(l->kind, name);
    struct arena *a = &l->cmd->arena;
    struct findings found = findings_start(a);

    if (!f || name.n == strlen(word) || f->type == FIELD_ROWS ||
        (f->flags & FIELD_SEALED) || l->filters == FILTERS) {
        misused(l->cmd, l->kind->name, "cmd.no_field", arena_z(a, name));
        return false;
    }
    l->by[l->filters++] = f;
    if (f->type == FIELD_REF) {
        struct id *id = (void *)((char *)l->filter + f->at);

        if (!value.n || ref_read(l->db, value, f->of, a, id))
            return true;
        tell(&found, STOP, "field.not_here", f->name);
    } else if (!field_parse(f, value, a, l->filter)) {
        tell(&found, STOP, "field.not_understood", f->name);
    } else {
        return true;
    }
    findings_show(l->cmd, S(""), &found);
    l->cmd->status = EXIT_REFUSED;
    return false;
}

static void value_bind(struct rows *r, int n, const struct field *f,
                       const void *record)
{
    const void *at = (const char *)record + f->at;

    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: db_bind_text(r, n, *(const struct str *)at); break;
    case FIELD_COUNT:
    case FIELD_MONEY: db_bind_int(r, n, *(const int64_t *)at); break;
    case FIELD_FLAG: db_bind_int(r, n, *(const bool *)at); break;
    case FIELD_DATE: db_bind_int(r, n, ((const struct date *)at)->on); break;
    case FIELD_REF: db_bind_id(r, n, *(const struct id *)at); break;
    case FIELD_HASH: db_bind_blob(r, n, at, sizeof(struct hash)); break;
    default: db_bind_int(r, n, *(const int32_t *)at); break;
    }
}

/* Composed from the names of the kind's own fields; values are bound. */
static struct str list_sql(struct listing *l)
{
    struct buf b = buf_start(&l->cmd->arena);
    int n = 0;

    buf_fmt(&b, "SELECT entry FROM %s WHERE counts = 1", l->kind->name);
    for (int i = 0; i < l->filters; i++)
        if (field_none(l->by[i], l->filter) && l->by[i]->type != FIELD_FLAG)
            buf_fmt(&b, " AND %s IS NULL", l->by[i]->name);
        else
            buf_fmt(&b, " AND %s = $%d", l->by[i]->name, ++n);
    buf_z(&b, " ORDER BY ");
    if (l->kind->title &&
        !(kind_field(l->kind, str_of(l->kind->title))->flags & FIELD_SEALED))
        buf_fmt(&b, "%s NULLS LAST, ", l->kind->title);
    buf_z(&b, "entry");
    if (l->limit)
        buf_fmt(&b, " LIMIT $%d", n + 1);
    return buf_str(&b);
}

static size_t ids_read(struct listing *l, struct id **out)
{
    struct rows r = db_text_rows(l->db, list_sql(l));
    struct id *all = NULL;
    size_t n = 0, room = 0;
    int at = 0;

    for (int i = 0; i < l->filters; i++)
        if (!field_none(l->by[i], l->filter) || l->by[i]->type == FIELD_FLAG)
            value_bind(&r, ++at, l->by[i], l->filter);
    if (l->limit)
        db_bind_int(&r, at + 1, l->limit + 1);
    while (db_next(&r)) {
        arena_room(&l->cmd->arena, all, n, room);
        all[n++] = db_id(&r, 0);
    }
    *out = all;
    return n;
}

/* ---- as a sheet ---------------------------------------------------------*/

static struct column *columns_of(struct listing *l, int *n)
{
    const struct kind *k = l->kind;
    struct column *c = arena_many(&l->cmd->arena, struct column,
                                  (size_t)k->fields + 1);

    c[0] = (struct column){ .key = "id", .word = "cmd.show.id" };
    for (int i = 0; i < k->fields; i++)
        c[i + 1] = (struct column){ .key = k->field[i].name,
                                    .word = k->field[i].name };
    *n = k->fields + 1;
    return c;
}

/* A ROWS field is told by how many rows it has; `export` writes them out. */
static struct str field_text(struct listing *l, const struct field *f,
                             const void *record)
{
    struct arena *a = &l->cmd->arena;
    struct buf b = buf_start(a);

    if (l->text && f->type == FIELD_REF)
        return ref_text(
            l->db,
            *(const struct id *)(const void *)((const char *)record + f->at),
            f->of, a);
    field_print(f, record, &b);
    return buf_str(&b);
}

static void row_add(struct listing *l, struct sheet *s, struct id id)
{
    const struct kind *k = l->kind;
    void *record = arena_take(&l->cmd->arena, k->bytes);
    struct sheet_row *row;
    struct buf hex = buf_start(&l->cmd->arena);

    if (!row_find(l->db, k, id, &l->cmd->arena, record))
        return;
    row = sheet_add(s, ROW_PLAIN);
    id_put(&hex, id);
    cell_text(row, 0, buf_str(&hex));
    for (int i = 0; i < k->fields; i++)
        if (!field_none(&k->field[i], record))
            cell_text(row, i + 1, field_text(l, &k->field[i], record));
}

static void list(struct listing *l, const struct output *out)
{
    struct cmd *c = l->cmd;
    struct sheet s;
    struct column *column;
    struct id *id;
    size_t n;
    int columns;
    bool more;

    column = columns_of(l, &columns);
    s = sheet_start(&c->arena, column, columns);
    s.title = str_of(l->kind->name);
    n = ids_read(l, &id);
    more = l->limit && n > (size_t)l->limit;
    for (size_t i = 0; i < n - more; i++)
        row_add(l, &s, id[i]);
    if (db_fault(l->db)) {
        fault_db(c, l->db);
        return;
    }
    sheets_write(c, l->db, out, &s, 1);
    if (more)
        note(c, "cmd.list.more", "", "");
}

/* Lists records of a kind.
 *
 *     saath [-d DB] list KIND [field=value...] [--limit N]
 *           [--format text|csv|json|html|xlsx|pdf] [-o FILE]
 *
 * At most 1000 unless said; 0 is all. Text names what a field refers to, the
 * other forms give its id. What waits or was stopped is not listed. */
COMMAND(list)
{
    const char *said = arg_value(c, "--limit");
    struct listing l = { .cmd = c, .limit = LIMIT };
    struct output out;
    struct site s;
    bool good;

    if (!output_read(c, &out) || !args_end(c, "list", 1, 1 + FILTERS))
        return EXIT_USAGE;
    if (said && (!int_read(str_of(said), &l.limit) || l.limit < 0))
        return misused(c, "--limit", "cmd.number", said);
    l.kind = kind_find(str_of(c->argv[0]));
    if (!l.kind)
        return misused(c, "list", "cmd.no_kind", c->argv[0]);
    if (!site_open(c, &s, false))
        return c->status;
    l.db = s.db;
    l.text = out.format == FORMAT_TEXT;
    l.filter = arena_take(&c->arena, l.kind->bytes);
    record_blank(l.kind->field, l.kind->fields, l.filter);
    good = site_may(c, &s, RIGHT_SEE);
    for (int i = 1; good && i < c->argc; i++)
        good = filter_read(&l, c->argv[i]);
    if (good)
        list(&l, &out);
    site_close(&s);
    return c->status;
}

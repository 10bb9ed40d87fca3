/* add - one fact from the words of a command line, or from JSON. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"

struct adding {
    struct cmd *cmd;
    struct site *site;
    const struct kind *kind;
    void *record;
    struct findings found;
    struct buf rows; /* ,"values":[...] as they came */
};

static void wrong(struct adding *x, const char *what, const char *path)
{
    tell(&x->found, STOP, what, path);
}

/* One row of a ROWS field: references by name become ids. */
static void row_put(struct adding *x, struct buf *b, const struct field *f,
                    const struct json *row, size_t n)
{
    const struct json *key = row + 1;
    struct arena *a = &x->cmd->arena;

    buf_char(b, '{');
    for (uint32_t i = 0; i < row->n; i++, key = json_next(json_next(key))) {
        const struct json *value = json_next(key);
        struct str name = json_text(key, a);
        const struct field *child = field_find(f->child, f->children, name);
        struct id id;

        if (i)
            buf_char(b, ',');
        buf_json(b, name);
        buf_char(b, ':');
        if (child && child->type == FIELD_REF && value->type == JSON_TEXT) {
            if (!ref_read(x->site->db, json_text(value, a), child->of, a, &id))
                tell_row(&x->found, STOP, "field.not_here", f->name, n,
                         child->name);
            buf_char(b, '"');
            id_put(b, id);
            buf_char(b, '"');
        } else if (value->type == JSON_TEXT) {
            buf_json(b, json_text(value, a));
        } else {
            buf_add(b, value->raw);
        }
    }
    buf_char(b, '}');
}

static void rows_read(struct adding *x, const struct field *f, struct str value)
{
    size_t at;
    const struct json *list = json_read(value, &x->cmd->arena, &at);
    const struct json *row = list ? list + 1 : NULL;

    if (!list || list->type != JSON_LIST) {
        wrong(x, "field.not_understood", f->name);
        return;
    }
    buf_char(&x->rows, ',');
    buf_json(&x->rows, str_of(f->name));
    buf_z(&x->rows, ":[");
    for (uint32_t i = 0; i < list->n; i++, row = json_next(row)) {
        if (row->type != JSON_OBJECT) {
            wrong(x, "field.not_understood", f->name);
            return;
        }
        if (i)
            buf_char(&x->rows, ',');
        row_put(x, &x->rows, f, row, i);
    }
    buf_char(&x->rows, ']');
}

/* field=value. False: no such field, which is wrong usage. */
static bool field_take(struct adding *x, const char *word)
{
    struct str value = str_of(word), name = str_cut(&value, '=');
    const struct field *f = kind_field(x->kind, name);
    struct arena *a = &x->cmd->arena;

    if (!f || name.n == strlen(word)) {
        misused(x->cmd, x->kind->name, "cmd.no_field", arena_z(a, name));
        return false;
    }
    if (f->type == FIELD_ROWS)
        rows_read(x, f, value);
    else if (f->type == FIELD_REF) {
        struct id *id = (void *)((char *)x->record + f->at);

        if (value.n && !ref_read(x->site->db, value, f->of, a, id))
            wrong(x, "field.not_here", f->name);
    } else if (!field_parse(f, value, a, x->record))
        wrong(x, "field.not_understood", f->name);
    return true;
}

static struct str body_of(struct adding *x)
{
    struct str rest = record_body(x->kind, x->record, &x->cmd->arena);
    struct buf b = buf_start(&x->cmd->arena);
    struct str rows = buf_str(&x->rows);

    if (!rows.n)
        return rest;
    rest.n--; /* its closing brace */
    buf_add(&b, rest);
    buf_add(&b, rest.n > 1 ? rows : str_from(rows, 1));
    buf_char(&b, '}');
    return buf_str(&b);
}

/* The whole of standard input, at most an entry's size. */
static bool input_read(struct cmd *c, struct str *out)
{
    struct buf b = buf_start(&c->arena);
    char piece[4096];
    size_t n;

    while (b.n <= ENTRY_MAX && (n = fread(piece, 1, sizeof piece, stdin)) > 0)
        buf_add(&b, (struct str){ piece, n });
    *out = buf_str(&b);
    return !ferror(stdin) && b.n <= ENTRY_MAX;
}

static int keep(struct adding *x, struct draft *d)
{
    struct cmd *c = x->cmd;
    struct buf b = buf_start(&c->arena);
    struct outcome out;

    findings_show(c, S(""), &x->found);
    if (findings_stop(&x->found))
        return EXIT_REFUSED;
    d->kind = str_of(x->kind->name);
    d->author = x->site->login;
    d->strict = true;
    if (!site_keep(c, x->site, d, &out))
        return c->status;
    id_put(&b, out.id);
    buf_char(&b, '\n');
    out_str(buf_str(&b));
    if (out.kept == KEPT_KNOWN)
        note(c, "cmd.add.known", "", "");
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

static int add(struct cmd *c, struct adding *x, const char *id,
               const char *took)
{
    struct draft d = { .took = str_of(took) };

    if (id && (!id_read(str_of(id), &d.id) || id_none(d.id)))
        return misused(c, "--id", "cmd.id", id);
    if (c->argc == 2 && !strcmp(c->argv[1], "-")) {
        if (!input_read(c, &d.body))
            return fault(c, "cmd.input", "", "");
        return keep(x, &d);
    }
    for (int i = 1; i < c->argc; i++)
        if (!field_take(x, c->argv[i]))
            return EXIT_USAGE;
    d.body = body_of(x);
    return keep(x, &d);
}

/* Keeps one fact.
 *
 *     saath [-d DB] [--as USER] add KIND field=value... [--id ID] [--took NAME]
 *     saath [-d DB] [--as USER] add KIND -
 *
 * With "-" the whole body is JSON on standard input. A reference is an id, or
 * a code (rsp=SRSO, place=pk723); rows are JSON: values='[{"indicator":"hh",
 * "amount":120}]'. Money is in rupees, a date to the day, month or year.
 * NAME is who took the fact in the field. Prints the fact's id. */
COMMAND(add)
{
    struct adding x = { .cmd = c };
    const char *id = arg_value(c, "--id"), *took = arg_value(c, "--took");
    struct site s;
    int status;

    if (!args_end(c, "add", 1, 1000))
        return EXIT_USAGE;
    x.kind = kind_find(str_of(c->argv[0]));
    if (!x.kind)
        return misused(c, "add", "cmd.no_kind", c->argv[0]);
    if (!site_open(c, &s, true))
        return c->status;
    x.site = &s;
    x.found = findings_start(&c->arena);
    x.rows = buf_start(&c->arena);
    x.record = arena_take(&c->arena, x.kind->bytes);
    record_blank(x.kind->field, x.kind->fields, x.record);
    status = add(c, &x, id, took);
    site_close(&s);
    return status;
}

/* jsonl - json lines: one flat object a line, as exports of other systems
 * come. The keys of all lines, in the order they first appear, are the
 * columns; so the file is read twice. */
#include "reader.h"

#include <string.h>

struct json_lines {
    struct str text, rest;
    int line;
    bool head_due; /* the row of keys has not been given */
    struct str key[TABLE_CELLS];
    int keys;
    struct cell cell[TABLE_CELLS];
    struct arena row; /* what one line needs, given back for the next */
    struct arena_mark mark;
};

/* The next line that is not blank, with its number in j->line. */
static bool jsonl_line(struct json_lines *j, struct str *line)
{
    while (j->rest.n) {
        *line = str_trim(str_cut(&j->rest, '\n'));
        j->line++;
        if (line->n)
            return true;
    }
    return false;
}

static const struct json *jsonl_read(struct json_lines *j, struct str line)
{
    size_t at;
    const struct json *o = json_read(line, &j->row, &at);

    return o && o->type == JSON_OBJECT ? o : NULL;
}

/* Lines of one file tend to have their keys in one order, so the guess `at`
 * is nearly always right. -1: not seen yet. */
static int jsonl_column(const struct json_lines *j, struct str key, int at)
{
    if (at < j->keys && str_same(j->key[at], key))
        return at;
    for (int i = 0; i < j->keys; i++)
        if (str_same(j->key[i], key))
            return i;
    return -1;
}

static bool jsonl_keys(struct table *t, struct json_lines *j, struct str line)
{
    const struct json *o = jsonl_read(j, line);
    const struct json *k = o ? o + 1 : NULL;

    for (uint32_t i = 0; o && i < o->n; i++, k = json_next(json_next(k))) {
        struct str key = json_text(k, &j->row);

        if (jsonl_column(j, key, (int)i) >= 0)
            continue;
        if (j->keys == TABLE_CELLS)
            return trouble(&t->trouble, "file.too_wide", j->line, "1024 keys");
        j->key[j->keys++] = arena_str(&t->memory, key);
    }
    return true;
}

bool jsonl_open(struct table *t)
{
    struct json_lines *j = arena_new(&t->memory, struct json_lines);
    struct str line;
    int good = 0;

    t->own = j;
    arena_take(&j->row, 1); /* so that its first chunk is kept */
    j->mark = arena_mark(&j->row);
    j->text = t->bytes;
    if (str_starts(j->text, S("\xef\xbb\xbf")))
        j->text = str_from(j->text, 3);
    j->rest = j->text;
    while (jsonl_line(j, &line)) {
        if (line.n > TABLE_ROW_BYTES)
            return trouble(&t->trouble, "json.long_line", j->line, "1 MB");
        if (memchr(line.p, 0, line.n))
            return trouble(&t->trouble, "file.nul", j->line, NULL);
        good += jsonl_read(j, line) != NULL;
        if (!jsonl_keys(t, j, line))
            return false;
        arena_back(&j->row, j->mark);
    }
    return good || trouble(&t->trouble, "json.not_lines", 0, NULL);
}

void jsonl_close(struct table *t)
{
    struct json_lines *j = t->own;

    if (j)
        arena_free(&j->row);
}

bool jsonl_rows(struct table *t)
{
    struct json_lines *j = t->own;

    j->rest = j->text;
    j->line = 0;
    j->head_due = true;
    return true;
}

int jsonl_progress(const struct table *t)
{
    const struct json_lines *j = t->own;

    return (int)((j->text.n - j->rest.n) * 1000 / j->text.n);
}

static struct cell jsonl_cell(const struct json *v, struct arena *a)
{
    switch (v->type) {
    case JSON_NULL: return (struct cell){ S(""), CELL_EMPTY, false };
    case JSON_FALSE:
    case JSON_TRUE: return (struct cell){ v->raw, CELL_BOOL, false };
    case JSON_INT:
    case JSON_DECIMAL: return (struct cell){ v->raw, CELL_NUMBER, false };
    case JSON_TEXT:
        return (struct cell){ json_text(v, a),
                              v->raw.n ? CELL_TEXT : CELL_EMPTY, false };
    default: return (struct cell){ v->raw, CELL_TEXT, false };
    }
}

static void jsonl_head(struct json_lines *j, struct row *out)
{
    for (int i = 0; i < j->keys; i++) {
        enum cell_kind kind = j->key[i].n ? CELL_TEXT : CELL_EMPTY;

        j->cell[i] = (struct cell){ j->key[i], kind, false };
        if (kind != CELL_EMPTY)
            out->n = i + 1;
    }
    j->head_due = false;
    out->cell = j->cell;
}

bool jsonl_next(struct table *t, struct row *out)
{
    struct json_lines *j = t->own;
    const struct json *o, *k;
    struct str line;

    if (j->head_due) {
        jsonl_head(j, out);
        return true;
    }
    arena_back(&j->row, j->mark);
    if (!jsonl_line(j, &line))
        return false;
    out->number = j->line;
    out->cell = j->cell;
    o = jsonl_read(j, line);
    if (!o)
        out->bad = "json.not_an_object";
    for (int i = 0; i < j->keys; i++)
        j->cell[i] = (struct cell){ S(""), CELL_EMPTY, false };
    k = o ? o + 1 : NULL;
    for (uint32_t i = 0; o && i < o->n; i++, k = json_next(json_next(k))) {
        int at = jsonl_column(j, json_text(k, &j->row), (int)i);

        MUST(at >= 0); /* the first reading saw them all */
        j->cell[at] = jsonl_cell(json_next(k), &j->row);
        if (j->cell[at].kind != CELL_EMPTY && at >= out->n)
            out->n = at + 1;
    }
    return true;
}

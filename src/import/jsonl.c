/* jsonl - json lines: one object a line, as exports of other systems come. The
 * keys of all lines, in the order they first appear, are the columns; so the
 * file is read twice. A list of objects, "persons", is one row for each, with
 * columns "persons.name" and so on: the first beside the rest of the line, the
 * others below it with the same number. */
#include "reader.h"

#include <string.h>

struct json_lines {
    struct str text, rest;
    int line;
    bool head_due; /* the row of keys has not been given */
    struct str key[TABLE_CELLS];
    int keys;
    struct cell cell[TABLE_CELLS];
    const struct json *list; /* the line's list of objects, or NULL */
    const struct json *next; /* the next of them; NULL: a new line is due */
    struct str list_key;
    uint32_t left;    /* of the list, `next` among them */
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

static bool jsonl_key(struct table *t, struct json_lines *j, struct str key,
                      int at)
{
    if (jsonl_column(j, key, at) >= 0)
        return true;
    if (j->keys == TABLE_CELLS)
        return trouble(&t->trouble, "file.too_wide", j->line, "1024 keys");
    j->key[j->keys++] = arena_str(&t->memory, key);
    return true;
}

/* A list of nothing but objects, and not empty. */
static bool is_list(const struct json *v)
{
    const struct json *one = v + 1;

    if (v->type != JSON_LIST || v->n == 0)
        return false;
    for (uint32_t i = 0; i < v->n; i++, one = json_next(one))
        if (one->type != JSON_OBJECT)
            return false;
    return true;
}

static struct str inner_key(struct str list, struct str key, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_add(&b, list);
    buf_char(&b, '.');
    buf_add(&b, key);
    return buf_str(&b);
}

static bool inner_keys(struct table *t, struct json_lines *j, struct str key,
                       const struct json *list)
{
    const struct json *one = list + 1;

    for (uint32_t i = 0; i < list->n; i++, one = json_next(one)) {
        const struct json *k = one + 1;

        for (uint32_t n = 0; n < one->n; n++, k = json_next(json_next(k)))
            if (!jsonl_key(t, j, inner_key(key, json_text(k, &j->row), &j->row),
                           0))
                return false;
    }
    return true;
}

/* Only the first list of a line is taken apart. */
static bool jsonl_keys(struct table *t, struct json_lines *j, struct str line)
{
    const struct json *o = jsonl_read(j, line);
    const struct json *k = o ? o + 1 : NULL;
    bool listed = false;

    for (uint32_t i = 0; o && i < o->n; i++, k = json_next(json_next(k))) {
        struct str key = json_text(k, &j->row);

        if (!listed && is_list(k + 1)) {
            listed = true;
            if (!inner_keys(t, j, key, k + 1))
                return false;
        } else if (!jsonl_key(t, j, key, (int)i))
            return false;
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
    j->next = NULL;
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

/* Fills the cells of an object's members; `list` is put before their keys. */
static void object_cells(struct json_lines *j, const struct json *o,
                         struct str list, struct row *out)
{
    const struct json *k = o + 1;
    int guess = 0;

    for (uint32_t i = 0; i < o->n; i++, k = json_next(json_next(k))) {
        struct str key = json_text(k, &j->row);
        int at;

        if (!list.n && !j->list && is_list(k + 1)) {
            j->list = k + 1;
            j->list_key = key;
            continue;
        }
        at = jsonl_column(j, list.n ? inner_key(list, key, &j->row) : key,
                          guess);
        MUST(at >= 0); /* the first reading saw them all */
        guess = at + 1;
        j->cell[at] = jsonl_cell(json_next(k), &j->row);
        if (j->cell[at].kind != CELL_EMPTY && at >= out->n)
            out->n = at + 1;
    }
}

static void list_cells(struct json_lines *j, struct row *out)
{
    object_cells(j, j->next, j->list_key, out);
    j->left--;
    j->next = j->left ? json_next(j->next) : NULL;
}

static void cells_clear(struct json_lines *j)
{
    for (int i = 0; i < j->keys; i++)
        j->cell[i] = (struct cell){ S(""), CELL_EMPTY, false };
}

bool jsonl_next(struct table *t, struct row *out)
{
    struct json_lines *j = t->own;
    const struct json *o;
    struct str line = S("");

    if (j->head_due) {
        jsonl_head(j, out);
        return true;
    }
    if (!j->next) {
        arena_back(&j->row, j->mark);
        if (!jsonl_line(j, &line))
            return false;
    }
    out->number = j->line;
    out->cell = j->cell;
    cells_clear(j);
    if (!j->next) {
        j->list = NULL;
        o = jsonl_read(j, line);
        if (!o)
            out->bad = "json.not_an_object";
        else
            object_cells(j, o, S(""), out);
        j->next = j->list ? j->list + 1 : NULL;
        j->left = j->list ? j->list->n : 0;
    }
    if (j->next)
        list_cells(j, out);
    return true;
}

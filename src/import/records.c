/* records - rows of any office's sheet as records of one kind. */
#include <string.h>

#include "import/reading.h"

/* ---- rows inside a record -----------------------------------------------*/

static char *child_add(struct pending *p, const struct kind *k,
                       const struct field *f, char *record)
{
    struct list *list = (void *)(record + f->at);
    size_t *room = &p->room[f - k->field];
    char *row;

    list->at = arena_more(&p->arena, list->at, list->n, room, f->child_bytes);
    row = (char *)list->at + list->n++ * f->child_bytes;
    record_blank(f->child, f->children, row);
    return row;
}

/* Texts of a row move to the memory of the record that keeps it. */
static void texts_keep(const struct field *f, int n, char *record,
                       struct arena *a)
{
    for (int i = 0; i < n; i++)
        if (f[i].type == FIELD_TEXT || f[i].type == FIELD_CODE ||
            f[i].type == FIELD_OBJECT) {
            struct str *s = (void *)(record + f[i].at);

            *s = arena_str(a, *s);
        }
}

static bool child_said(struct reading *d, const struct field *f)
{
    for (int i = 0; i < d->in->c->n; i++)
        if (d->in->c->at[i].sort == COLUMN_CHILD &&
            d->in->c->at[i].field == f && reading_said(d, i, false).n)
            return true;
    return false;
}

static void child_take(struct reading *d, const struct field *f, char *row)
{
    struct columns_of *c = d->in->c;

    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < c->n; i++) {
            struct column_is *is = &c->at[i];
            struct str said;

            if (is->sort != COLUMN_CHILD || is->field != f ||
                (is->child->type == FIELD_COUNT) != (pass == 1))
                continue;
            said = reading_said(d, i, is->child->flags & FIELD_NEED);
            if (said.n)
                reading_value(d, is, is->child, said,
                              reading_scale(d, f->child, f->children, row),
                              row);
        }
    texts_keep(f->child, f->children, row, &d->in->p.arena);
}

static void children_take(struct reading *d, char *record)
{
    const struct kind *k = d->in->k;
    struct pending *p = &d->in->p;

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (f->type == FIELD_ROWS && child_said(d, f))
            child_take(d, f, child_add(p, k, f, record));
    }
    for (int i = 0; i < d->in->c->n; i++) {
        const struct column_is *is = &d->in->c->at[i];
        const struct counted *in;
        struct str said;
        int64_t amount = INT_NONE;
        char *row;

        if (is->sort != COLUMN_WIDE)
            continue;
        said = reading_said(d, i, false);
        in = &d->in->c->indicator[is->indicator];
        if (!said.n ||
            !reading_number(d, is, said, in->scale + is->zeros, &amount) ||
            amount == INT_NONE)
            continue;
        row = child_add(p, k, is->field, record);
        *(struct str *)(void *)(row + is->field->child[0].at) = in->code;
        *(int64_t *)(void *)(row + is->field->child[1].at) = amount;
    }
}

/* ---- records ------------------------------------------------------------*/

static void pending_put(struct intake *in)
{
    struct pending *p = &in->p;

    if (!p->there)
        return;
    run_put(in->run, &p->row, in->k, "",
            record_body(in->k, p->record, &p->arena), p->id);
    if (p->queue.n)
        run_queue(in->run, p->queue, p->within, p->level, p->source);
    p->there = false;
    memset(p->room, 0, sizeof p->room);
    arena_free(&p->arena);
}

static void pending_start(struct reading *d, struct str head)
{
    struct intake *in = d->in;
    struct pending *p = &in->p;
    struct str *cell;

    pending_put(in);
    *p = (struct pending){ .there = true, .id = d->id };
    p->record = arena_take(&p->arena, in->k->bytes);
    memcpy(p->record, d->record, in->k->bytes);
    texts_keep(in->k->field, in->k->fields, p->record, &p->arena);
    p->head = arena_str(&p->arena, head);
    cell = arena_many(&p->arena, struct str, (size_t)d->row.cells);
    for (int i = 0; i < d->row.cells; i++)
        cell[i] = arena_str(&p->arena, d->row.cell[i]);
    p->row = (struct run_row){ in->sheet, d->row.row, cell, d->row.cells };
    p->queue = arena_str(&p->arena, d->queue);
    p->source = arena_str(&p->arena, in->file.name);
    p->within = d->within;
    p->level = d->queue_level;
}

/* The same record as the row above: it says the same, or nothing but rows. */
static bool goes_on(const struct reading *d, struct str head)
{
    const struct pending *p = &d->in->p;

    if (!p->there || !d->any_child)
        return false;
    return !d->any_head || (id_same(p->id, d->id) && str_same(p->head, head));
}

static void row_read(struct intake *in, const struct row *r)
{
    struct reading d = { .in = in,
                         .r = r,
                         .row = { in->sheet, r->number, NULL, r->n } };
    struct str *cell = arena_many(&in->row, struct str, (size_t)r->n);
    struct str head;
    bool any = false;

    for (int i = 0; i < r->n; i++) {
        cell[i] = r->cell[i].text;
        any |= i < in->c->n && str_trim(cell[i]).n &&
               in->c->at[i].sort > COLUMN_SKIP;
    }
    d.row.cell = cell;
    if (r->bad) {
        reading_bad(&d, S(""), r->bad, S(""));
        return;
    }
    if (!any)
        return;
    in->count->rows++;
    d.record = arena_take(&in->row, in->k->bytes);
    record_blank(in->k->field, in->k->fields, d.record);
    if (in->as && in->as->halves)
        d.bad_at = arena_many(&in->row, bool, (size_t)in->k->fields);
    reading_levels(&d);
    if (!d.bad || d.bad_at)
        reading_fields(&d);
    if (in->as) {
        if (!d.bad || d.bad_at)
            in->as->put(in->as->self, in->run, &d.row, d.record, d.bad_at);
        return;
    }
    for (int i = 0; i < in->c->n; i++)
        d.any_child |= (in->c->at[i].sort == COLUMN_CHILD ||
                        in->c->at[i].sort == COLUMN_WIDE) &&
                       i < r->n && str_trim(r->cell[i].text).n;
    if (d.bad)
        return;
    head = record_body(in->k, d.record, &in->row);
    if (!goes_on(&d, head))
        pending_start(&d, head);
    children_take(&d, in->p.record);
    if (d.bad)
        in->p.there = false; /* never half a record */
    if (!in->p.there)
        arena_free(&in->p.arena);
}

/* ---- a sheet ------------------------------------------------------------*/

static bool is_date(const struct column_is *c)
{
    const struct field *f = c->sort == COLUMN_CHILD ? c->child : c->field;

    return (c->sort == COLUMN_FIELD || c->sort == COLUMN_CHILD) &&
           (f->type == FIELD_DAY || f->type == FIELD_DATE ||
            f->type == FIELD_MONTH);
}

/* Which order the dates of each column are in, before any is read. */
static void orders_see(struct intake *in, struct table *t)
{
    struct row r;

    while (table_next(t, &r))
        for (int i = 0; i < r.n && i < in->c->n; i++)
            if (is_date(&in->c->at[i]) && r.cell[i].text.n)
                guess_order_see(&in->c->at[i].order, r.cell[i].text);
}

static void sheet_notes(struct intake *in, int head_row)
{
    for (int i = 0; i < in->c->n; i++) {
        const struct column_is *c = &in->c->at[i];
        enum date_order order = guess_order(&c->order);

        if (c->sort <= COLUMN_SKIP && c->heading.n)
            run_note(in->run, "note.column_ignored", in->sheet, head_row,
                     c->heading);
        if (c->order.either && (order == ORDER_DMY || order == ORDER_MDY))
            run_note(in->run,
                     order == ORDER_DMY ? "note.order_dmy" : "note.order_mdy",
                     in->sheet, head_row, c->heading);
    }
}

static void sheet_intake(struct intake *in, struct table *t, int sheet)
{
    bool dates = false;
    struct row r;
    int head_row;

    if (!columns_find(in->c, in->i->db, t, sheet, &head_row)) {
        run_note(in->run, "note.sheet_unknown", in->sheet, 0, S(""));
        return;
    }
    in->headed = true;
    for (int i = 0; i < in->c->n; i++)
        dates |= is_date(&in->c->at[i]);
    if (dates) {
        orders_see(in, t);
        table_rows(t, sheet);
        do
            if (!table_next(t, &r))
                return;
        while (r.number < head_row);
    }
    sheet_notes(in, head_row);
    while (!run_failed(in->run) && table_next(t, &r)) {
        row_read(in, &r);
        arena_free(&in->row);
        if ((in->count->rows & 63) == 0)
            run_progress(in->run, table_progress(t), 1000);
    }
    pending_put(in);
    if (in->errors)
        run_note(in->run, "note.error_cells", in->sheet, 0, S(""));
    in->errors = 0;
}

static bool file_bad(const struct import *i, struct import_file file,
                     const char *what, int row, struct import_count *out)
{
    struct import_bad b = { .file = file.name,
                            .row = row,
                            .why = { .what = what, .level = STOP, .a = row } };

    out->bad++;
    if (i->bad)
        i->bad(i->self, &b);
    return false;
}

static void sheets_intake(struct intake *in, struct table *t,
                          struct arena *life)
{
    int sheets = table_sheets(t);

    for (int s = 0; s < sheets && !table_trouble(t); s++) {
        struct arena names = { 0 };

        in->sheet = arena_str(life, str_trim(table_sheet_name(t, s)));
        if (table_sheet_hidden(t, s)) {
            run_note(in->run, "note.sheet_hidden", in->sheet, 0, S(""));
            continue;
        }
        columns_start(in->c, in->i->db, in->k, &names);
        in->c->as = in->as;
        sheet_intake(in, t, s);
        arena_free(&names);
    }
}

static bool records_intake(const struct import *i, const struct kind *k,
                           struct import_file file, struct import_count *out,
                           const struct records_as *as);

bool import_records(const struct import *i, const struct kind *k,
                    struct import_file file, struct import_count *out)
{
    return records_intake(i, k, file, out, NULL);
}

bool import_records_as(const struct import *i, const struct records_as *as,
                       struct import_file file, struct import_count *out)
{
    return records_intake(i, as->kind, file, out, as);
}

static bool records_intake(const struct import *i, const struct kind *k,
                           struct import_file file, struct import_count *out,
                           const struct records_as *as)
{
    struct arena life = { 0 };
    struct table_trouble why = { 0 };
    struct table *t = table_open(file.bytes, file.name, &life, &why);
    struct intake in = { .i = i, .k = k, .file = file, .count = out, .as = as };
    bool good;

    *out = (struct import_count){ 0 };
    if (!t) {
        file_bad(i, file, why.code, why.row, out);
        arena_free(&life);
        return false;
    }
    in.finder = finder_open(i->db, &life);
    in.c = arena_new(&life, struct columns_of);
    in.run = run_open(i, file, str_of(k->name), out);
    for (int n = 0; as && n < as->lanes; n++)
        run_lane(in.run, as->lane[n]);
    sheets_intake(&in, t, &life);
    good = run_close(in.run);
    if (table_trouble(t))
        good = file_bad(i, file, table_trouble(t)->code, table_trouble(t)->row,
                        out);
    else if (good && !in.headed)
        good = file_bad(i, file, "import.no_rows", 0, out);
    table_close(t);
    arena_free(&in.row);
    arena_free(&in.p.arena);
    arena_free(&in.card_room);
    arena_free(&life);
    return good;
}

/* records - rows of any office's sheet as records of one kind. */
#include <string.h>

#include "import/column.h"
#include "import/run.h"
#include "sql.h"

enum { LEVELS = 9 };

struct pending { /* a record still taking rows */
    bool there;
    char *record;
    struct str head; /* its body without its rows */
    struct run_row row;
    struct id id;             /* the record that is changed */
    struct str queue, source; /* waits for a name */
    struct id within;
    int level;
    struct arena arena;
    size_t room[64]; /* of each ROWS field's list */
};
struct intake {
    const struct import *i;
    const struct kind *k;
    struct run *run;
    struct finder *finder;
    struct import_file file;
    struct columns_of *c;
    struct str sheet;
    struct arena row; /* of one row */
    struct pending p;
    struct import_count *count;
    records_put *put; /* or NULL: each is a fact of its kind */
    void *self;
    struct { /* the last code looked up: rows of one body stand together */
        const char *kind;
        struct str said;
        struct id id;
        int n;
    } last;
    struct arena codes;
    int64_t errors;
    bool headed; /* some sheet had known headings */
};

/* One row while it is being read. */
struct reading {
    struct intake *in;
    const struct row *r;
    struct run_row row;
    char *record;
    struct id within, id;
    bool bad, any_head, any_child;
    struct str queue;
    int queue_level;
};

static void bad(struct reading *d, struct str field, const char *what,
                struct str said)
{
    run_bad(d->in->run, &d->row, field, what, said);
    d->bad = true;
}

/* ---- one value ----------------------------------------------------------*/

static bool number_take(struct reading *d, const struct column_is *c,
                        struct str said, int scale, int64_t *out)
{
    struct number n;
    enum number_why why;

    if (!guess_number(said, scale, &n, &why)) {
        bad(d, c->heading, number_why_name(why), said);
        return false;
    }
    if (n.percent || n.inexact) {
        bad(d, c->heading, n.percent ? "number.percent" : "number.fraction",
            said);
        return false;
    }
    *out = n.empty ? INT_NONE : n.v;
    return true;
}

static void date_take(struct reading *d, const struct column_is *c,
                      const struct field *f, struct str said, void *at)
{
    struct date date;
    enum date_why why;

    if (!guess_date_as(said, guess_order(&c->order), &date, &why)) {
        bad(d, c->heading, date_why_name(why), said);
        return;
    }
    if (f->type == FIELD_DATE)
        *(struct date *)at = date;
    else if (f->type == FIELD_DAY && date.grain == GRAIN_DAY)
        *(day *)at = date.on;
    else if (f->type == FIELD_MONTH && date.grain != GRAIN_YEAR)
        *(month *)at = month_of(date.on);
    else
        bad(d, c->heading, "date.too_coarse", said);
}

static void choice_take(struct reading *d, const struct column_is *c,
                        const struct field *f, struct str said, int32_t *at)
{
    struct arena *a = &d->in->row;
    struct str folded = utf8_fold(said, a), rest = str_of(f->of);

    for (int32_t i = 0; rest.n; i++) {
        struct str name = str_cut(&rest, '|');
        bool same = str_same(utf8_fold(name, a), folded);

        for (int lang = LANG_EN; lang <= LANG_SD && !same; lang++)
            same = str_same(utf8_fold(choice_word((enum lang)lang, name, a), a),
                            folded);
        if (same) {
            *at = i;
            return;
        }
    }
    bad(d, c->heading, "import.choice_unknown", said);
}

static void flag_take(struct reading *d, const struct column_is *c,
                      struct str said, bool *at)
{
    struct arena *a = &d->in->row;
    struct str folded = utf8_fold(said, a);
    static const char *const yes[] = { "1", "yes", "y", "true", "on", "x" },
                             *const no[] = {
                                 "0", "no", "n", "false", "off", "-"
                             };

    for (size_t i = 0; i < LEN(yes); i++) {
        if (str_same(folded, str_of(yes[i]))) {
            *at = true;
            return;
        }
        if (str_same(folded, str_of(no[i])))
            return;
    }
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        if (str_same(folded, utf8_fold(say((enum lang)lang, "yes"), a))) {
            *at = true;
            return;
        }
        if (str_same(folded, utf8_fold(say((enum lang)lang, "no"), a)))
            return;
    }
    bad(d, c->heading, "import.flag_unknown", said);
}

/* ---- references ---------------------------------------------------------*/

static bool entry_is(struct intake *in, struct id id, const char *kind)
{
    struct rows r = db_rows(in->i->db, SQL_IMPORT_HAS);
    bool is;

    db_bind_id(&r, 1, id);
    is = db_next(&r) && (!kind || str_same(db_str(&r, 0), str_of(kind)));
    db_done(&r);
    return is;
}

static int project_find(struct intake *in, struct str said, struct id *out)
{
    struct rows r = db_rows(in->i->db, SQL_FINDER_PROJECTS);
    struct str folded = utf8_fold(said, &in->row);
    int n = 0;

    while (db_next(&r))
        if (str_same(utf8_fold(db_str(&r, 1), &in->row), folded) ||
            str_same(utf8_fold(db_str(&r, 2), &in->row), folded)) {
            *out = db_id(&r, 0);
            n++;
        }
    db_done(&r);
    return n;
}

/* "place:pk723", or a code of a kind that has codes. */
static bool coded_find(struct intake *in, const char *of, struct str said,
                       struct id *out)
{
    struct str rest = said, kind = str_cut(&rest, ':');

    if (rest.n && str_same(kind, str_of(of)))
        said = rest;
    *out = id_named(str_of(of), said);
    return entry_is(in, *out, of);
}

/* A thing whose code is an office's own, not its id: a body, a person. */
static int labelled_find(struct intake *in, const char *of, struct str said,
                         struct id *out)
{
    const struct kind *k = kind_find(str_of(of));
    const struct field *code = k && !k->code ? kind_field(k, S("code")) : NULL;
    struct buf sql;
    struct rows r;
    int n = 0;

    if (!code || code->type != FIELD_TEXT || !(code->flags & FIELD_FIND))
        return 0;
    if (in->last.kind && !strcmp(in->last.kind, of) &&
        str_same(in->last.said, said)) {
        *out = in->last.id;
        return in->last.n;
    }
    sql = buf_start(&in->row);
    buf_fmt(&sql,
            "SELECT entry FROM %s WHERE code = $1 AND counts = 1 "
            "ORDER BY entry LIMIT 2",
            k->name);
    r = db_text_rows(in->i->db, buf_str(&sql));
    db_bind_text(&r, 1, said);
    while (db_next(&r)) {
        *out = db_id(&r, 0);
        n++;
    }
    db_done(&r);
    arena_free(&in->codes);
    in->last.kind = k->name;
    in->last.said = arena_str(&in->codes, said);
    in->last.id = *out;
    in->last.n = n;
    return n;
}

/* A filing whose place has no such name waits at the place around it. */
static bool place_queue(struct reading *d, const struct field *f,
                        struct str said, int level, void *at)
{
    const struct field *named = kind_field(d->in->k, S("named"));

    if (!named || named->type != FIELD_TEXT || id_none(d->within) ||
        !(f->flags & FIELD_NEED) || (int64_t)said.n > named->most)
        return false;
    *(struct id *)at = d->within;
    *(struct str *)(void *)(d->record + named->at) = said;
    d->queue = said;
    d->queue_level = level < 0 ? 3 : level;
    return true;
}

static void ref_take(struct reading *d, const struct column_is *c,
                     const struct field *f, struct str said, int level,
                     struct id *at)
{
    struct intake *in = d->in;
    int n = 0;

    if (id_read(said, at)) {
        if (!f->of || entry_is(in, *at, f->of))
            return;
        bad(d, c->heading, "import.id_unknown", said);
        return;
    }
    if (f->of && !strcmp(f->of, "place"))
        n = finder_place(in->finder, said, level, d->within, in->i->today, at);
    else if (f->of && !strcmp(f->of, "rsp"))
        n = finder_rsp(in->finder, said, at);
    else if (f->of && !strcmp(f->of, "project"))
        n = project_find(in, said, at);
    else if (f->of)
        n = labelled_find(in, f->of, said, at);
    if (n == 1 || (f->of && n == 0 && coded_find(in, f->of, said, at)))
        return;
    *at = ID_NONE;
    if (f->of && !strcmp(f->of, "place") && place_queue(d, f, said, level, at))
        return;
    bad(d, c->heading,
        n > 1                            ? "import.name_many" :
        f->of && !strcmp(f->of, "place") ? "import.place_unknown" :
        f->of && !strcmp(f->of, "rsp")   ? "import.rsp_unknown" :
                                           "import.code_unknown",
        said);
}

static void code_take(struct reading *d, const struct column_is *c,
                      const struct field *f, struct str said, struct str *at)
{
    *at = said;
    if (f->of && !strcmp(f->of, "indicator")) {
        int i = columns_indicator(d->in->c, said);

        if (i >= 0)
            *at = d->in->c->indicator[i].code;
    }
    if (f->of && !entry_is(d->in, id_named(str_of(f->of), *at), f->of))
        bad(d, c->heading, "import.code_unknown", said);
}

/* ---- one cell -----------------------------------------------------------*/

/* An amount is in the scale of the indicator that stands beside it. */
static int amount_scale(struct reading *d, const struct field *f, int n,
                        const char *record)
{
    for (int i = 0; i < n; i++)
        if (f[i].type == FIELD_CODE && f[i].of &&
            !strcmp(f[i].of, "indicator")) {
            const struct str *code = (const void *)(record + f[i].at);
            int at = columns_indicator(d->in->c, *code);

            return at < 0 ? 0 : d->in->c->indicator[at].scale;
        }
    return 0;
}

static void value_take(struct reading *d, const struct column_is *c,
                       const struct field *f, struct str said, int scale,
                       char *record)
{
    void *at = record + f->at;

    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_OBJECT: *(struct str *)at = said; return;
    case FIELD_CHOICE: choice_take(d, c, f, said, at); return;
    case FIELD_COUNT: number_take(d, c, said, scale + c->zeros, at); return;
    case FIELD_MONEY: number_take(d, c, said, 2 + c->zeros, at); return;
    case FIELD_DAY:
    case FIELD_DATE:
    case FIELD_MONTH: date_take(d, c, f, said, at); return;
    case FIELD_FLAG: flag_take(d, c, said, at); return;
    case FIELD_REF: ref_take(d, c, f, said, -1, at); return;
    case FIELD_CODE: code_take(d, c, f, said, at); return;
    case FIELD_HASH:
        if (!hash_read(said, at))
            bad(d, c->heading, "field.not_understood", said);
        return;
    case FIELD_ROWS: return;
    }
}

/* What a cell says; an error counts as nothing, and is bad where needed. */
static struct str cell_said(struct reading *d, int col, bool need)
{
    const struct cell *cell;

    if (col >= d->r->n)
        return S("");
    cell = &d->r->cell[col];
    d->in->count->formulas += cell->formula;
    if (cell->kind == CELL_ERROR) {
        d->in->errors++;
        if (need)
            bad(d, d->in->c->at[col].heading, "import.error_cell", cell->text);
        return S("");
    }
    return arena_str(&d->in->row, str_trim(cell->text));
}

/* Places named beside, from the widest down; the last is the row's own place
 * when no column names it. */
static void levels_take(struct reading *d)
{
    const struct columns_of *c = d->in->c;
    const struct field *place = NULL;
    bool own = true;
    int lowest = -1, lowest_level = -1;

    for (int i = 0; i < d->in->k->fields && !place; i++)
        if (d->in->k->field[i].type == FIELD_REF && d->in->k->field[i].of &&
            !strcmp(d->in->k->field[i].of, "place"))
            place = &d->in->k->field[i];
    for (int i = 0; i < c->n; i++) {
        own &= c->at[i].field != place || c->at[i].sort != COLUMN_FIELD;
        if (c->at[i].sort == COLUMN_LEVEL && c->at[i].level > lowest_level &&
            cell_said(d, i, false).n) {
            lowest = i;
            lowest_level = c->at[i].level;
        }
    }
    for (int level = 0; place && level < LEVELS; level++)
        for (int i = 0; i < c->n && !d->bad; i++) {
            struct str said;
            struct id id = ID_NONE;

            if (c->at[i].sort != COLUMN_LEVEL || c->at[i].level != level)
                continue;
            said = cell_said(d, i, false);
            if (!said.n)
                continue;
            d->any_head = true;
            if (own && i == lowest)
                ref_take(d, &c->at[i], place, said, level,
                         (void *)(d->record + place->at));
            else {
                ref_take(d, &c->at[i], &(struct field){ .of = "place" }, said,
                         level, &id);
                d->within = id;
            }
        }
}

static void fields_take(struct reading *d)
{
    const struct columns_of *c = d->in->c;

    for (int pass = 0; pass < 2; pass++) /* the indicator before its amount */
        for (int i = 0; i < c->n; i++) {
            const struct column_is *is = &c->at[i];
            struct str said;

            if (is->sort != COLUMN_FIELD ||
                (is->field->type == FIELD_COUNT) != (pass == 1))
                continue;
            said = cell_said(d, i, is->field->flags & FIELD_NEED);
            if (!said.n)
                continue;
            d->any_head = true;
            value_take(d, is, is->field, said,
                       amount_scale(d, d->in->k->field, d->in->k->fields,
                                    d->record),
                       d->record);
        }
    for (int i = 0; i < c->n; i++)
        if (c->at[i].sort == COLUMN_ID) {
            struct str said = cell_said(d, i, false);

            if (said.n && (!id_read(said, &d->id) ||
                           !entry_is(d->in, d->id, d->in->k->name)))
                bad(d, c->at[i].heading, "import.id_unknown", said);
        }
}

/* ---- rows inside a record -----------------------------------------------*/

static char *child_add(struct pending *p, const struct kind *k,
                       const struct field *f, char *record)
{
    struct list *list = (void *)(record + f->at);
    size_t *room = &p->room[f - k->field];
    char *row;

    if (list->n == *room) {
        void *at;

        *room = *room ? *room * 2 : 16;
        at = arena_array(&p->arena, *room, f->child_bytes);
        if (list->n)
            memcpy(at, list->at, list->n * f->child_bytes);
        list->at = at;
    }
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
            d->in->c->at[i].field == f && cell_said(d, i, false).n)
            return true;
    return false;
}

static void child_take(struct reading *d, const struct field *f, char *row)
{
    const struct columns_of *c = d->in->c;

    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < c->n; i++) {
            const struct column_is *is = &c->at[i];
            struct str said;

            if (is->sort != COLUMN_CHILD || is->field != f ||
                (is->child->type == FIELD_COUNT) != (pass == 1))
                continue;
            said = cell_said(d, i, is->child->flags & FIELD_NEED);
            if (said.n)
                value_take(d, is, is->child, said,
                           amount_scale(d, f->child, f->children, row), row);
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
        said = cell_said(d, i, false);
        in = &d->in->c->indicator[is->indicator];
        if (!said.n ||
            !number_take(d, is, said, in->scale + is->zeros, &amount) ||
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
    if (in->put)
        in->put(in->self, in->run, &p->row, p->record);
    else
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
        bad(&d, S(""), r->bad, S(""));
        return;
    }
    if (!any)
        return;
    in->count->rows++;
    d.record = arena_take(&in->row, in->k->bytes);
    record_blank(in->k->field, in->k->fields, d.record);
    levels_take(&d);
    if (!d.bad)
        fields_take(&d);
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
    else if (in->put) /* such rows never go on in the next */
        pending_put(in);
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
        in->c->arena = &names;
        columns_start(in->c, in->i->db, in->k, &names);
        sheet_intake(in, t, s);
        arena_free(&names);
    }
}

bool import_records(const struct import *i, const struct kind *k,
                    struct import_file file, struct import_count *out)
{
    return import_records_as(i, k, file, out, NULL, NULL);
}

bool import_records_as(const struct import *i, const struct kind *k,
                       struct import_file file, struct import_count *out,
                       records_put *put, void *self)
{
    struct arena life = { 0 };
    struct table_trouble why = { 0 };
    struct table *t = table_open(file.bytes, file.name, &life, &why);
    struct intake in = {
        .i = i, .k = k, .file = file, .count = out, .put = put, .self = self
    };
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
    sheets_intake(&in, t, &life);
    good = run_close(in.run);
    if (table_trouble(t))
        good = file_bad(i, file, table_trouble(t)->code, table_trouble(t)->row,
                        out);
    else if (good && !in.headed)
        good = file_bad(i, file, "import.no_rows", 0, out);
    table_close(t);
    arena_free(&in.row);
    arena_free(&in.codes);
    arena_free(&in.p.arena);
    arena_free(&life);
    return good;
}

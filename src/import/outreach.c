/* outreach - the network's quarterly workbook as filings.
 *
 * A district's row becomes two filings of its RSP, as of this quarter and as
 * of the one before, and one filing of the district's base by the network.
 * Each column of the cumulative table is one filing of an RSP for the whole
 * country. Totals are control totals and are not filed. */
#include <string.h>

#include "import/book.h"
#include "import/run.h"

#define NETWORK "RSPN"
#define COUNTRY "pk"
enum {
    LEVEL_PROVINCE = 1,
    LEVEL_DISTRICT = 3,
    SOURCE_BYTES = 300,
    NAMED_BYTES = 120
};

struct filer {
    const struct import *i;
    struct run *run;
    struct book *b;
    struct finder *finder;
    const struct kind *filing;
    struct id country, network;
    struct arena arena; /* of one row */
};

static struct str short_str(struct str s, size_t most)
{
    size_t n = 0;

    for (size_t at = 0; at < s.n;) {
        (void)utf8_next(s, &at);
        if (at > most)
            break;
        n = at;
    }
    return (struct str){ s.p, n };
}

/* ---- the body of a filing -----------------------------------------------*/

struct body {
    struct buf b;
    bool any;
};

static struct body body_start(struct filer *f)
{
    struct body y = { buf_start(&f->arena), false };

    buf_z(&y.b, "{\"values\":[");
    return y;
}

static void body_value(struct body *y, struct str indicator, int64_t amount)
{
    if (amount == INT_NONE)
        return;
    if (y->any)
        buf_char(&y->b, ',');
    y->any = true;
    buf_z(&y->b, "{\"indicator\":");
    buf_json(&y->b, indicator);
    buf_z(&y->b, ",\"amount\":");
    buf_int(&y->b, amount);
    buf_char(&y->b, '}');
}

static void body_id(struct body *y, const char *name, struct id id)
{
    buf_fmt(&y->b, ",\"%s\":\"", name);
    id_put(&y->b, id);
    buf_char(&y->b, '"');
}

static void body_month(struct body *y, const char *name, month m)
{
    buf_fmt(&y->b, ",\"%s\":\"", name);
    month_put(&y->b, m);
    buf_char(&y->b, '"');
}

static struct str source_of(struct filer *f, struct str sheet, int row)
{
    struct buf b = buf_start(&f->arena);

    buf_add(&b, short_str(f->b->file, 120));
    buf_z(&b, ", ");
    buf_add(&b, short_str(sheet, 120));
    buf_fmt(&b, ", %d", row);
    return buf_str(&b);
}

struct spot { /* where a filing stands */
    struct id rsp, place;
    struct str named; /* not empty: as printed */
    month as_of, issue;
};

static struct str body_end(struct body *y, const struct spot *s,
                           struct str source)
{
    buf_char(&y->b, ']');
    body_id(y, "rsp", s->rsp);
    body_id(y, "place", s->place);
    body_month(y, "as_of", s->as_of);
    body_month(y, "issue", s->issue);
    if (s->named.n) {
        buf_z(&y->b, ",\"named\":");
        buf_json(&y->b, s->named);
    }
    buf_z(&y->b, ",\"source\":");
    buf_json(&y->b, source);
    buf_char(&y->b, '}');
    return buf_str(&y->b);
}

/* ---- the district table -------------------------------------------------*/

static void spot_file(struct filer *f, const struct book_row *r,
                      const struct spot *s, const char *part,
                      const enum book_value *value, size_t n)
{
    struct run_row row = { f->b->sheet, r->row, r->cell, r->cells };
    struct str source = source_of(f, f->b->sheet, r->row);
    struct body y = body_start(f);

    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(book_value_name[value[i]]);

        if (value[i] != UC_BASE && value[i] != HH_BASE)
            name.n = 2; /* "uc", "hh", "co" */
        body_value(&y, name, r->value[value[i]]);
    }
    if (!y.any || s->as_of == MONTH_NONE)
        return;
    run_put(f->run, &row, f->filing, part, body_end(&y, s, source), ID_NONE);
    if (s->named.n)
        run_queue(f->run, s->named, s->place, LEVEL_DISTRICT, source);
}

/* The place of a row, or the lowest that is certain with the name as printed.
 * A heading that nobody knows leaves only the country. */
static void row_place(struct filer *f, const struct book_row *r, struct spot *s)
{
    struct id above = f->country;
    day on = month_end(s->issue);

    if (!r->province.n || finder_place(f->finder, r->province, LEVEL_PROVINCE,
                                       f->country, on, &above) != 1)
        above = f->country;
    s->named = S("");
    if (finder_place(f->finder, r->name, LEVEL_DISTRICT, above, on,
                     &s->place) == 1)
        return;
    s->place = above;
    s->named = short_str(r->name, NAMED_BYTES);
}

/* Does this row speak for the district's base? The first without the word
 * "overlapping", or the first of all where each has it. */
static bool row_is_base(const struct book *b, const struct book_row *r)
{
    const struct book_row *base = NULL;

    for (size_t i = 0; i < b->rows; i++) {
        const struct book_row *o = &b->row[i];

        if (o->nature != BOOK_DISTRICT || !str_same(o->folded, r->folded) ||
            !str_same(o->province, r->province) || o->bad.what)
            continue;
        if (!base || (base->overlapping && !o->overlapping))
            base = o;
    }
    return base == r;
}

static void base_compare(struct filer *f, const struct book_row *r)
{
    for (size_t i = 0; i < f->b->rows; i++) {
        const struct book_row *o = &f->b->row[i];

        if (o == r || o->nature != BOOK_DISTRICT ||
            !str_same(o->folded, r->folded) ||
            !str_same(o->province, r->province))
            continue;
        if (o->value[UC_BASE] != r->value[UC_BASE] ||
            o->value[HH_BASE] != r->value[HH_BASE])
            run_note(f->run, "note.base_differs", f->b->sheet, o->row, o->name);
    }
}

static bool said_before(const struct book *b, const struct book_row *r)
{
    for (const struct book_row *o = b->row; o < r; o++)
        if (o->nature == BOOK_DISTRICT && str_same(o->folded, r->folded) &&
            str_same(o->province, r->province) && str_same(o->rsp, r->rsp))
            return true;
    return false;
}

static void row_file(struct filer *f, const struct book_row *r)
{
    static const enum book_value base[] = { UC_BASE, HH_BASE },
                                 now[] = { UC_NOW, HH_NOW, CO_NOW },
                                 prev[] = { UC_PREV, HH_PREV, CO_PREV };
    struct run_row row = { f->b->sheet, r->row, r->cell, r->cells };
    struct spot s = { .issue = f->b->now, .as_of = f->b->now };
    bool rsp_known = !r->rsp.n || finder_rsp(f->finder, r->rsp, &s.rsp) == 1;

    if (r->bad.what || !rsp_known || said_before(f->b, r)) {
        run_bad(f->run, &row, r->bad.what ? r->bad.field : S("rsp"),
                r->bad.what ? r->bad.what :
                rsp_known   ? "import.said_twice" :
                              "import.rsp_unknown",
                r->bad.what ? r->bad.said : r->rsp);
        return;
    }
    row_place(f, r, &s);
    if (row_is_base(f->b, r)) {
        struct spot own = s;

        own.rsp = f->network;
        spot_file(f, r, &own, "base", base, LEN(base));
        base_compare(f, r);
    }
    if (!r->rsp.n)
        return;
    spot_file(f, r, &s, "now", now, LEN(now));
    s.as_of = f->b->prev;
    spot_file(f, r, &s, "prev", prev, LEN(prev));
}

static void districts_file(struct filer *f)
{
    int64_t of = (int64_t)f->b->rows;

    for (size_t i = 0; i < f->b->rows && !run_failed(f->run); i++) {
        const struct book_row *r = &f->b->row[i];

        run_progress(f->run, (int64_t)i, of);
        if (r->nature != BOOK_DISTRICT)
            continue;
        row_file(f, r);
        arena_free(&f->arena);
    }
    run_progress(f->run, of, of);
}

/* ---- the cumulative table -----------------------------------------------*/

static void column_file(struct filer *f, int col)
{
    struct book *b = f->b;
    struct str *cell = arena_many(&f->arena, struct str, 1 + b->lines);
    struct run_row row = { b->sum_sheet, 0, cell, 1 };
    struct spot s = { .place = f->country,
                      .as_of = b->sum_now,
                      .issue = b->now > b->sum_now ? b->now : b->sum_now };
    struct body y = body_start(f);
    char part[24] = "column 00";

    cell[0] = b->rsp[col];
    row.row = b->lines ? b->line[0].row : 1;
    if (finder_rsp(f->finder, b->rsp[col], &s.rsp) != 1) {
        run_bad(f->run, &row, S("rsp"), "import.rsp_unknown", b->rsp[col]);
        return;
    }
    part[7] = (char)('0' + col / 10);
    part[8] = (char)('0' + col % 10);
    for (size_t i = 0; i < b->lines; i++)
        if (b->line[i].indicator >= 0)
            body_value(&y, b->indicator[b->line[i].indicator].code,
                       b->line[i].value[col]);
    if (y.any)
        run_put(f->run, &row, f->filing, part,
                body_end(&y, &s, source_of(f, b->sum_sheet, row.row)), ID_NONE);
}

/* A number that is none, and two lines for one indicator: said, left out. */
static void lines_look(struct filer *f)
{
    struct book *b = f->b;

    for (size_t i = 0; i < b->lines; i++) {
        struct book_line *l = &b->line[i];
        struct run_row row = { b->sum_sheet, l->row, l->cell, l->cells };

        for (size_t j = 0; j < i && l->indicator >= 0; j++)
            if (b->line[j].indicator == l->indicator && !l->bad.what)
                l->bad = (struct book_trouble){ "import.said_twice",
                                                S("indicator"), l->head };
        if (!l->bad.what)
            continue;
        run_bad(f->run, &row, l->bad.field, l->bad.what, l->bad.said);
        l->indicator = -1;
    }
}

/* ---- the file -----------------------------------------------------------*/

static bool file_bad(const struct import *i, struct import_file file,
                     struct finding why, struct import_count *out)
{
    struct import_bad bad = { .file = file.name,
                              .row = (int)why.a,
                              .why = why };

    *out = (struct import_count){ .bad = 1 };
    if (i->bad)
        i->bad(i->self, &bad);
    return false;
}

static void notes_tell(struct filer *f)
{
    for (size_t i = 0; i < f->b->notes; i++) {
        const struct import_note *n = &f->b->note[i];

        run_note(f->run, n->what, n->sheet, n->row, n->text);
    }
}

bool import_outreach(const struct import *i, struct import_file file,
                     struct import_count *out)
{
    struct arena life = { 0 };
    struct book book;
    struct finding why = { 0 };
    struct filer f = { .i = i,
                       .b = &book,
                       .filing = kind_find(S("filing")),
                       .country = id_named(S("place"), S(COUNTRY)),
                       .network = id_named(S("rsp"), S(NETWORK)) };
    bool good;

    MUST(f.filing);
    if (!book_read(file, &life, &book, &why)) {
        arena_free(&life);
        return file_bad(i, file, why, out);
    }
    f.finder = finder_open(i->db, &life);
    f.run = run_open(i, file, S("outreach"), out);
    notes_tell(&f);
    districts_file(&f);
    lines_look(&f);
    for (int col = 0; col < book.rsps && !run_failed(f.run); col++) {
        column_file(&f, col);
        arena_free(&f.arena);
    }
    for (size_t n = 0; n < book.rows; n++)
        out->rows += book.row[n].nature == BOOK_DISTRICT;
    out->rows += (int64_t)book.lines;
    out->formulas = book.formulas;
    good = run_close(f.run);
    arena_free(&f.arena);
    arena_free(&life);
    return good;
}

/* book - the network's quarterly workbook, as what it says. */
#include "import/book.h"

#include <stdlib.h>
#include <string.h>

#include "core/data.h"

enum { HEAD_ROWS = 60, ROWS_MOST = 20000, HEAD_NEEDS = 5, TITLE_BYTES = 200 };

const char *const book_value_name[BOOK_VALUES] = { "uc_base", "uc_prev",
                                                   "uc_now",  "hh_base",
                                                   "hh_prev", "hh_now",
                                                   "co_prev", "co_now" };
const int book_value_scale[BOOK_VALUES] = { [HH_BASE] = 6 };

static void note(struct book *b, const char *what, struct str sheet, int row,
                 struct str text)
{
    arena_room(b->arena, b->note, b->notes, b->note_room);
    b->note[b->notes++] = (struct import_note){ what, sheet, row,
                                                arena_str(b->arena, text) };
}

/* ---- headings -----------------------------------------------------------*/

/* Is this word said, give or take a letter that wandered? */
static bool word_in(struct str folded, struct str word)
{
    int most = word.n >= 8 ? 2 : word.n >= 6 ? 1 : 0;

    while (folded.n)
        if (utf8_distance(str_cut(&folded, ' '), word, most) <= most)
            return true;
    return false;
}

/* All words of one of the wordings, which are parted by '|'. */
bool book_has(struct str folded, const char *words)
{
    struct str rest = str_of(words);

    while (rest.n) {
        struct str one = str_cut(&rest, '|');
        bool all = true;

        while (one.n && all)
            all = word_in(folded, str_cut(&one, ' '));
        if (all)
            return true;
    }
    return false;
}

enum group {
    GROUP_NONE,
    GROUP_SERIAL,
    GROUP_NAME,
    GROUP_UC_BASE,
    GROUP_UC,
    GROUP_HH_BASE,
    GROUP_HH,
    GROUP_CO,
    GROUP_RSP,
    GROUPS
};
static const char *const group_words[GROUPS] = {
    [GROUP_UC] = "union councils having|ucs having|union councils presence"
                 "|ucs presence",
    [GROUP_HH] = "households organised|hhs organised",
    [GROUP_CO] = "community organisations formed|cos formed",
    [GROUP_UC_BASE] = "total rural ucs|total rural union councils|total ucs"
                      "|total union councils",
    [GROUP_HH_BASE] = "total rural hhs|total rural households|total hhs"
                      "|total households",
    [GROUP_NAME] = "name of district|name district",
};
static const enum group group_order[] = { GROUP_UC,      GROUP_HH,
                                          GROUP_CO,      GROUP_UC_BASE,
                                          GROUP_HH_BASE, GROUP_NAME };

static enum group group_of(struct str folded)
{
    static const struct {
        const char *name;
        enum group means;
    } exact[] = { { "s no", GROUP_SERIAL },    { "sr no", GROUP_SERIAL },
                  { "sno", GROUP_SERIAL },     { "serial no", GROUP_SERIAL },
                  { "district", GROUP_NAME },  { "districts", GROUP_NAME },
                  { "rsp", GROUP_RSP },        { "rsps", GROUP_RSP },
                  { "name of rsp", GROUP_RSP } };

    for (size_t i = 0; i < LEN(exact); i++)
        if (str_same(folded, str_of(exact[i].name)))
            return exact[i].means;
    for (size_t i = 0; i < LEN(group_order); i++)
        if (book_has(folded, group_words[group_order[i]]))
            return group_order[i];
    return GROUP_NONE;
}

/* The columns of a district table, once its heading is found. */
struct layout {
    int columns, serial, name, rsp; /* -1: none */
    enum group group[TABLE_CELLS];  /* carried over merged cells */
    struct str head[TABLE_CELLS], under[TABLE_CELLS];
    int value[BOOK_VALUES]; /* its column, -1: none */
    bool known[TABLE_CELLS];
};

static bool layout_head(struct layout *l, const struct row *r, struct arena *a)
{
    bool seen[GROUPS] = { false };
    int n = 0;

    *l =
        (struct layout){ .columns = r->n, .serial = -1, .name = -1, .rsp = -1 };
    for (int i = 0; i < r->n; i++) {
        struct str folded = utf8_fold(r->cell[i].text, a);
        enum group g = group_of(folded);

        l->head[i] = arena_str(a, r->cell[i].text);
        if (!folded.n && i &&
            (l->group[i - 1] == GROUP_UC || l->group[i - 1] == GROUP_HH ||
             l->group[i - 1] == GROUP_CO)) {
            l->group[i] = l->group[i - 1]; /* a merged heading */
            l->head[i] = l->head[i - 1];
            continue;
        }
        if (seen[g])
            g = GROUP_NONE;
        l->group[i] = g;
        if (g != GROUP_NONE && g != GROUP_SERIAL) {
            seen[g] = true;
            n++;
        }
        if (g == GROUP_SERIAL)
            l->serial = i;
        if (g == GROUP_NAME)
            l->name = i;
        if (g == GROUP_RSP)
            l->rsp = i;
    }
    return n >= HEAD_NEEDS && l->name >= 0 && l->rsp >= 0;
}

/* Is it the second row of the heading: months and percents, no numbers? */
static bool layout_under(struct layout *l, const struct row *r, struct arena *a)
{
    int heads = 0;

    for (int i = 0; i < r->n; i++) {
        month m;

        if (guess_as_of(r->cell[i].text, &m) ||
            (r->cell[i].text.n && r->cell[i].text.p[0] == '%'))
            heads++;
    }
    if (heads < 2)
        return false;
    if (r->n > l->columns)
        l->columns = r->n;
    for (int i = 0; i < r->n; i++)
        l->under[i] = arena_str(a, r->cell[i].text);
    return true;
}

static bool is_percent(struct str text, struct arena *a)
{
    struct str folded = utf8_fold(text, a);

    return memchr(text.p, '%', text.n) || word_in(folded, S("increase")) ||
           word_in(folded, S("coverage")) || word_in(folded, S("percent"));
}

/* The month a column stands for; MONTH_NONE for one of percents. */
static month column_month(const struct layout *l, int i, struct arena *a)
{
    struct str text = l->under[i].n ? l->under[i] : l->head[i];
    month m;

    if (is_percent(text, a) || !guess_as_of(text, &m))
        return MONTH_NONE;
    return m;
}

static void months_find(struct book *b, const struct layout *l)
{
    for (int i = 0; i < l->columns; i++) {
        month m = MONTH_NONE;

        if (l->group[i] == GROUP_UC || l->group[i] == GROUP_HH ||
            l->group[i] == GROUP_CO)
            m = column_month(l, i, b->arena);
        if (m > b->now) {
            b->prev = b->now;
            b->now = m;
        } else if (m != b->now && m > b->prev) {
            b->prev = m;
        }
    }
}

static void layout_values(struct book *b, struct layout *l, month title)
{
    static const int prev[GROUPS] = {
        [GROUP_UC] = UC_PREV, [GROUP_HH] = HH_PREV, [GROUP_CO] = CO_PREV
    };

    for (int v = 0; v < BOOK_VALUES; v++)
        l->value[v] = -1;
    months_find(b, l);
    if (b->now == MONTH_NONE)
        b->now = title;
    else if (title != MONTH_NONE && title != b->now)
        note(b, "note.title_month", b->sheet, 0, S(""));
    for (int i = 0; i < l->columns; i++) {
        int *at = NULL;
        enum group g = l->group[i];
        struct str text = l->under[i].n ? l->under[i] : l->head[i];

        if (g == GROUP_UC_BASE || g == GROUP_HH_BASE) {
            at = &l->value[g == GROUP_UC_BASE ? UC_BASE : HH_BASE];
        } else if (prev[g] && is_percent(text, b->arena)) {
            l->known[i] = true; /* a ratio of its neighbours */
            continue;
        } else if (prev[g]) {
            month m = column_month(l, i, b->arena);

            if (m == MONTH_NONE)
                m = b->now;
            if (m == b->now)
                at = &l->value[prev[g] + 1];
            else if (m == b->prev)
                at = &l->value[prev[g]];
        }
        if (at && *at < 0)
            *at = i;
        l->known[i] = (at && *at == i) || i == l->serial || i == l->name ||
                      i == l->rsp;
    }
}

static void columns_note(struct book *b, const struct layout *l,
                         struct str sheet, int row)
{
    for (int i = 0; i < l->columns; i++) {
        struct buf text = buf_start(b->arena);

        if (l->known[i] || (!l->head[i].n && !l->under[i].n))
            continue;
        if (i >= 26)
            buf_char(&text, (char)('A' + i / 26 - 1));
        buf_char(&text, (char)('A' + i % 26));
        buf_z(&text, ": ");
        buf_add(&text, l->head[i]);
        if (l->under[i].n) {
            buf_char(&text, ' ');
            buf_add(&text, l->under[i]);
        }
        note(b, "note.column_ignored", sheet, row, buf_str(&text));
    }
}

/* ---- rows of the district table -----------------------------------------*/

static void cells_copy(struct arena *a, const struct row *r,
                       const struct str **cell, int *n)
{
    struct str *copy = arena_many(a, struct str, (size_t)r->n);

    for (int i = 0; i < r->n; i++)
        copy[i] = arena_str(a, r->cell[i].text);
    *cell = copy;
    *n = r->n;
}

static struct str cell_text(const struct row *r, int col)
{
    if (col < 0 || col >= r->n || r->cell[col].kind == CELL_ERROR)
        return S("");
    return str_trim(r->cell[col].text);
}

/* One number of a cell. Blank and "-" say nothing; an error cell neither,
 * which is noted. What is no number makes the row bad. */
static int64_t cell_number(struct book *b, const struct row *r, int col,
                           int scale, struct str sheet, const char *field,
                           struct book_trouble *bad)
{
    struct number n;
    enum number_why why;
    const char *what;

    if (col < 0 || col >= r->n)
        return INT_NONE;
    b->formulas += r->cell[col].formula;
    if (r->cell[col].kind == CELL_ERROR) {
        note(b, "note.error_cell", sheet, r->number, r->cell[col].text);
        return INT_NONE;
    }
    what = !guess_number(r->cell[col].text, scale, &n, &why) ?
               number_why_name(why) :
           n.percent           ? "number.percent" :
           !n.empty && n.v < 0 ? "number.negative" :
                                 NULL;
    if (what) {
        if (!bad->what)
            *bad = (struct book_trouble){
                what, str_of(field), arena_str(b->arena, r->cell[col].text)
            };
        return INT_NONE;
    }
    if (n.empty)
        return INT_NONE;
    if (n.inexact)
        note(b, "note.rounded", sheet, r->number, r->cell[col].text);
    return n.v;
}

struct reader {
    struct book *b;
    struct layout l;
    enum book_nature stage; /* DISTRICT, RSP or PROVINCES */
    struct str province;
    int hidden;
};

/* Words that stand alone in a row, columns without a heading left aside. */
static bool row_alone(const struct reader *d, const struct row *r, int *col)
{
    int n = 0;

    for (int i = 0; i < r->n && i < d->l.columns; i++)
        if (d->l.known[i] && str_trim(r->cell[i].text).n &&
            r->cell[i].kind != CELL_ERROR) {
            *col = i;
            n++;
        }
    return n == 1;
}

static bool has_letter(struct str folded)
{
    for (size_t i = 0; i < folded.n; i++)
        if ((unsigned char)folded.p[i] >= 0x80 ||
            (folded.p[i] >= 'a' && folded.p[i] <= 'z'))
            return true;
    return false;
}

static void heading_take(struct reader *d, struct str text)
{
    struct str folded = utf8_fold(text, d->b->arena);

    if (text.p[0] == '*' || str_starts(folded, S("note")) ||
        !has_letter(folded))
        return; /* a footnote */
    if (book_has(folded, "rsp summary|rsps wise summary") &&
        str_starts(folded, S("rsp")))
        d->stage = BOOK_RSP;
    else if (book_has(folded, "province summary"))
        d->stage = BOOK_PROVINCES;
    else if (d->stage == BOOK_DISTRICT && text.n <= TITLE_BYTES)
        d->province = arena_str(d->b->arena, text);
}

static enum book_nature nature_of(const struct reader *d, struct str folded)
{
    if (str_same(folded, S("g total")) || str_same(folded, S("grand total")) ||
        (str_starts(folded, S("total")) && d->stage != BOOK_DISTRICT))
        return d->stage == BOOK_DISTRICT ? BOOK_GRAND :
               d->stage == BOOK_RSP      ? BOOK_RSP_GRAND :
                                           BOOK_PROVINCES_GRAND;
    if (d->stage != BOOK_DISTRICT)
        return d->stage;
    if (str_same(folded, S("sub total")) || str_same(folded, S("subtotal")) ||
        str_same(folded, S("total")))
        return BOOK_PROVINCE;
    return BOOK_DISTRICT;
}

static bool row_empty(const struct reader *d, const struct row *r)
{
    for (int v = 0; v < BOOK_VALUES; v++)
        if (cell_text(r, d->l.value[v]).n)
            return false;
    return true;
}

static void district_take(struct reader *d, const struct row *r)
{
    struct book *b = d->b;
    struct str name = cell_text(r, d->l.name);
    struct book_row *out;
    struct book_trouble none = { 0 };

    if (row_empty(d, r) &&
        (!name.n || d->stage != BOOK_DISTRICT || cell_text(r, d->l.rsp).n > 12))
        return; /* a heading inside the table */
    arena_room(b->arena, b->row, b->rows, b->row_room);
    out = &b->row[b->rows++];
    *out = (struct book_row){ .row = r->number,
                              .province = d->province,
                              .name = arena_str(b->arena, name),
                              .folded = place_fold(name, b->arena),
                              .serial = INT_NONE };
    out->nature = nature_of(d, out->folded);
    out->overlapping = book_has(utf8_fold(name, b->arena), "overlapping");
    for (int v = 0; v < BOOK_VALUES; v++)
        out->value[v] = cell_number(b, r, d->l.value[v], book_value_scale[v],
                                    b->sheet, book_value_name[v], &out->bad);
    out->serial = cell_number(b, r, d->l.serial, 0, b->sheet, "", &none);
    out->rsp = arena_str(b->arena, cell_text(r, d->l.rsp));
    if (str_same(out->rsp, S("0")) || str_same(out->rsp, S("-")))
        out->rsp = S("");
    cells_copy(b->arena, r, &out->cell, &out->cells);
    if (!name.n && !out->bad.what)
        out->bad = (struct book_trouble){ "outreach.no_name", S("place"),
                                          S("") };
    d->hidden += r->hidden;
}

static void row_take(struct reader *d, const struct row *r)
{
    int col = 0;

    if (r->bad) {
        note(d->b, "note.row_damaged", d->b->sheet, r->number, str_of(r->bad));
        return;
    }
    if (row_alone(d, r, &col))
        heading_take(d, str_trim(r->cell[col].text));
    else if (cell_text(r, d->l.name).n || !row_empty(d, r))
        district_take(d, r);
}

static void spare_note(struct book *b, struct reader *d, const struct row *r,
                       bool *told)
{
    for (int i = 0; i < r->n; i++) {
        struct buf text;

        if (told[i] || !r->cell[i].text.n ||
            (i < d->l.columns &&
             (d->l.known[i] || d->l.head[i].n || d->l.under[i].n)))
            continue;
        told[i] = true;
        text = buf_start(b->arena);
        if (i >= 26)
            buf_char(&text, (char)('A' + i / 26 - 1));
        buf_char(&text, (char)('A' + i % 26));
        buf_z(&text, ": ");
        buf_add(&text, r->cell[i].text);
        note(b, "note.column_ignored", b->sheet, r->number, buf_str(&text));
    }
}

/* The rest of the sheet, after its heading. */
static bool district_read(struct book *b, struct table *t, struct layout *l,
                          month title, int head_row)
{
    struct reader d = { .b = b };
    bool *told = arena_many(b->arena, bool, TABLE_CELLS);
    struct row r;
    bool under = false;

    if (table_next(t, &r))
        under = layout_under(l, &r, b->arena);
    layout_values(b, l, title);
    d.l = *l;
    columns_note(b, l, b->sheet, head_row);
    if (!under && r.n)
        row_take(&d, &r);
    while (table_next(t, &r) && b->rows < ROWS_MOST) {
        row_take(&d, &r);
        spare_note(b, &d, &r, told);
    }
    if (d.hidden)
        note(b, "note.hidden_rows", b->sheet, 0, S(""));
    return b->rows < ROWS_MOST;
}

/* ---- the cumulative table -----------------------------------------------*/

static void indicators_load(struct book *b)
{
    struct table_trouble why;
    struct table *t = table_open(data_find("reference/indicators.csv"),
                                 S("indicators.csv"), b->arena, &why);
    int at[5] = { -1, -1, -1, -1, -1 };
    static const char *const name[5] = { "code", "scale", "across", "split_of",
                                         "heads" };
    struct row r;

    MUST(t && table_rows(t, 0) && table_next(t, &r));
    for (int i = 0; i < r.n; i++)
        for (int k = 0; k < 5; k++)
            if (str_same(r.cell[i].text, str_of(name[k])))
                at[k] = i;
    b->indicator = arena_many(b->arena, struct book_indicator, 1024);
    while (table_next(t, &r)) {
        struct book_indicator *one = &b->indicator[b->indicators];
        int64_t scale = 0;

        MUST(b->indicators++ < 1024);
        one->code = arena_str(b->arena, cell_text(&r, at[0]));
        MUST(int_read(cell_text(&r, at[1]), &scale));
        one->scale = (int)scale;
        one->across = arena_str(b->arena, cell_text(&r, at[2]));
        one->split_of = arena_str(b->arena, cell_text(&r, at[3]));
        one->heads = arena_str(b->arena, cell_text(&r, at[4]));
    }
    table_close(t);
}

/* 0: not this head; 1 nearly; 2 exactly. */
static int head_fits(struct str head, struct str a, struct str b,
                     struct arena *arena)
{
    struct str first = str_cut(&head, '|');
    struct str fa = utf8_fold(first, arena), fb = utf8_fold(head, arena);

    if (!str_same(fb, b))
        return 0;
    if (str_same(fa, a))
        return 2;
    return fa.n >= 10 && utf8_distance(fa, a, 3) <= 3;
}

static int indicator_of(struct book *b, struct str a, struct str under)
{
    int near = -1, nears = 0;
    struct str fa = utf8_fold(a, b->arena), fb = utf8_fold(under, b->arena);

    for (int i = 0; i < b->indicators; i++) {
        struct str rest = b->indicator[i].heads;

        while (rest.n) {
            int fit = head_fits(str_cut(&rest, ';'), fa, fb, b->arena);

            if (fit == 2)
                return i;
            if (fit == 1 && near != i) {
                near = i;
                nears++;
            }
        }
    }
    return nears == 1 ? near : -1;
}

struct sum_layout {
    int head, total; /* column of "Indicators", "Total" */
    int column[BOOK_RSPS];
};

static bool sum_head(struct book *b, struct str sheet, const struct row *r,
                     struct sum_layout *l)
{
    int n = 0;

    *l = (struct sum_layout){ .head = -1, .total = -1 };
    for (int i = 0; i < r->n; i++) {
        struct str text = str_trim(r->cell[i].text);
        struct str folded = utf8_fold(text, b->arena);

        if (l->head < 0) {
            if (str_same(folded, S("indicators")) ||
                str_same(folded, S("indicator")))
                l->head = i;
        } else if (folded.n && l->total < 0) {
            if (str_same(folded, S("total")))
                l->total = i;
            else if (n < BOOK_RSPS) {
                l->column[n] = i;
                b->rsp[n++] = arena_str(b->arena, text);
            }
        } else if (folded.n) {
            note(b, "note.column_ignored", sheet, r->number, text);
        }
    }
    b->rsps = n;
    return l->head >= 0 && n >= 2;
}

static void line_take(struct book *b, const struct sum_layout *l,
                      const struct row *r, struct str *first)
{
    struct str a = cell_text(r, l->head);
    struct str under = l->column[0] > l->head + 1 ? cell_text(r, l->head + 1) :
                                                    S("");
    struct book_line *out;
    struct buf head = buf_start(b->arena);
    bool any = false;
    int zeros;

    for (int i = 0; i < b->rsps; i++)
        any |= cell_text(r, l->column[i]).n != 0;
    if (a.n)
        *first = arena_str(b->arena, a);
    if (!any || (!a.n && !under.n))
        return;
    arena_room(b->arena, b->line, b->lines, b->line_room);
    out = &b->line[b->lines++];
    *out = (struct book_line){ .row = r->number };
    out->indicator = indicator_of(b, *first, under);
    buf_add(&head, *first);
    if (under.n) {
        buf_z(&head, " | ");
        buf_add(&head, under);
    }
    out->head = buf_str(&head);
    zeros = book_has(utf8_fold(out->head, b->arena), "million") ? 6 : 0;
    out->scale = zeros +
                 (out->indicator < 0 ? 0 : b->indicator[out->indicator].scale);
    for (int i = 0; i < b->rsps; i++)
        out->value[i] =
            cell_number(b, r, l->column[i], out->scale, b->sum_sheet,
                        b->rsp[i].n < 60 ? arena_z(b->arena, b->rsp[i]) : "",
                        &out->bad);
    out->total = cell_number(b, r, l->total, out->scale, b->sum_sheet, "total",
                             &out->bad);
    cells_copy(b->arena, r, &out->cell, &out->cells);
    if (out->indicator < 0)
        note(b, "note.row_unknown", b->sum_sheet, r->number, out->head);
}

static bool sum_read(struct book *b, struct table *t,
                     const struct sum_layout *l, month title)
{
    struct str first = S("");
    struct row r;

    b->sum_now = title;
    while (table_next(t, &r) && b->lines < ROWS_MOST)
        if (!r.bad)
            line_take(b, l, &r, &first);
    return b->lines < ROWS_MOST;
}

/* ---- the whole file -----------------------------------------------------*/

static void title_see(const struct row *r, month *title)
{
    for (int i = 0; i < r->n && *title == MONTH_NONE; i++)
        guess_as_of(r->cell[i].text, title);
}

/* False: it grew beyond what any workbook is. */
static bool sheet_read(struct book *b, struct table *t, int sheet,
                       struct layout *l)
{
    struct sum_layout sums;
    struct str name = arena_str(b->arena, str_trim(table_sheet_name(t, sheet)));
    month title = MONTH_NONE;
    struct row r;

    if (table_sheet_hidden(t, sheet)) {
        note(b, "note.sheet_hidden", name, 0, S(""));
        return true;
    }
    if (!table_rows(t, sheet))
        return true;
    for (int i = 0; i < HEAD_ROWS && table_next(t, &r); i++) {
        if (!b->sheet.n && layout_head(l, &r, b->arena)) {
            b->sheet = name.n ? name : S("1");
            return district_read(b, t, l, title, r.number);
        }
        if (!b->sum_sheet.n && sum_head(b, name, &r, &sums)) {
            b->sum_sheet = name.n ? name : S("2");
            return sum_read(b, t, &sums, title);
        }
        title_see(&r, &title);
    }
    note(b, "note.sheet_unknown", name, 0, S(""));
    return true;
}

static bool refuse(struct finding *why, const char *what, int64_t row)
{
    *why = (struct finding){ .what = what, .level = STOP, .a = row };
    return false;
}

bool book_read(struct import_file file, struct arena *a, struct book *out,
               struct finding *why)
{
    struct table_trouble trouble = { 0 };
    struct table *t = table_open(file.bytes, file.name, a, &trouble);
    struct layout *l = arena_new(a, struct layout);
    bool fits = true;

    *out = (struct book){ .arena = a,
                          .file = file.name,
                          .now = MONTH_NONE,
                          .prev = MONTH_NONE,
                          .sum_now = MONTH_NONE,
                          .hash = sha_of(file.bytes) };
    if (!t)
        return refuse(why, trouble.code, trouble.row);
    indicators_load(out);
    for (int i = 0; i < table_sheets(t) && fits && !table_trouble(t); i++)
        fits = sheet_read(out, t, i, l);
    if (table_trouble(t))
        trouble = *table_trouble(t);
    table_close(t);
    if (trouble.code)
        return refuse(why, trouble.code, trouble.row);
    if (!fits)
        return refuse(why, "file.too_large", 0);
    if (!out->sheet.n && !out->sum_sheet.n)
        return refuse(why, "outreach.not_a_workbook", 0);
    if (out->sheet.n && out->now == MONTH_NONE)
        out->now = out->sum_now;
    if (out->sum_now == MONTH_NONE)
        out->sum_now = out->now;
    if (out->now == MONTH_NONE && out->sum_now == MONTH_NONE)
        return refuse(why, "outreach.no_months", 0);
    return true;
}

/* check - a published workbook against its own rows.
 *
 * Households and organisations add over all rows; union councils that several
 * programmes share count once, the largest; a district's base comes from the
 * row that is not marked as overlapping. Where a printed total is another,
 * the districts are looked for that explain the difference to the last unit. */
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "import/book.h"

enum {
    SETS_MOST = 7,
    OPTIONS_MOST = 400,
    ANSWERS_MOST = 8,
    TRIES_MOST = 8000000
};

/* ---- names that mean the same -------------------------------------------*/

struct known {
    struct str folded, key;
};
struct names {
    struct known *at;
    size_t n, room;
};

static void name_add(struct names *n, struct arena *a, struct str name,
                     struct str key)
{
    arena_room(a, n->at, n->n, n->room);
    n->at[n->n++] = (struct known){ utf8_fold(name, a), arena_str(a, key) };
}

/* Rows of a shipped file: column `key`, and names in the columns after. */
static void names_load(struct names *n, struct arena *a, const char *file,
                       const char *key, const char *only,
                       const char *const *column)
{
    struct table_trouble why;
    struct table *t = table_open(data_find(file), str_of(file), a, &why);
    int at_key = -1, at_level = -1, at[4] = { -1, -1, -1, -1 };
    struct row r;

    MUST(t && table_rows(t, 0) && table_next(t, &r));
    for (int i = 0; i < r.n; i++) {
        if (str_same(r.cell[i].text, str_of(key)))
            at_key = i;
        if (str_same(r.cell[i].text, S("level")))
            at_level = i;
        for (int k = 0; k < 4 && column[k]; k++)
            if (str_same(r.cell[i].text, str_of(column[k])))
                at[k] = i;
    }
    while (table_next(t, &r)) {
        if (only && !str_same(r.cell[at_level].text, str_of(only)))
            continue;
        for (int k = 0; k < 4 && column[k]; k++) {
            struct str rest = at[k] < r.n ? r.cell[at[k]].text : S("");

            while (rest.n)
                name_add(n, a, str_cut(&rest, '|'), r.cell[at_key].text);
        }
    }
    table_close(t);
}

/* Its key, or the folded name where nobody knows it. */
static struct str name_key(const struct names *n, struct str said,
                           struct arena *a)
{
    struct str folded = utf8_fold(said, a);

    for (size_t i = 0; i < n->n; i++)
        if (str_same(n->at[i].folded, folded))
            return n->at[i].key;
    return folded;
}

/* ---- districts and what they add up to ----------------------------------*/

struct district { /* rows of one name, one province */
    struct str name, folded, province;
    const struct book_row **row;
    int rows;
    const struct book_row *base;
};
struct checker {
    struct check *out;
    struct arena *a;
    struct book *b;
    struct names provinces, rsps;
    struct district *district;
    int districts;
    struct options *options;
};

static struct str name_plain(struct str name, struct arena *a)
{
    size_t cut = name.n;

    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '(' &&
            book_has(utf8_fold(str_from(name, i), a), "overlapping")) {
            cut = i;
            break;
        }
    return str_trim((struct str){ name.p, cut });
}

static void districts_make(struct checker *c)
{
    struct book *b = c->b;

    c->district = arena_many(c->a, struct district, b->rows + 1);
    for (size_t i = 0; i < b->rows; i++) {
        const struct book_row *r = &b->row[i];
        struct district *d = NULL;

        if (r->nature != BOOK_DISTRICT)
            continue;
        for (int k = 0; k < c->districts && !d; k++)
            if (str_same(c->district[k].folded, r->folded) &&
                str_same(c->district[k].province, r->province))
                d = &c->district[k];
        if (!d) {
            d = &c->district[c->districts++];
            *d = (struct district){ name_plain(r->name, c->a),
                                    r->folded,
                                    r->province,
                                    arena_array(c->a, 64, sizeof *d->row),
                                    0,
                                    r };
        }
        if (d->rows < 64)
            d->row[d->rows++] = r;
        if (d->base->overlapping && !r->overlapping)
            d->base = r;
    }
}

static int64_t said(int64_t v)
{
    return v == INT_NONE ? 0 : v;
}

static bool is_base(int col)
{
    return col == UC_BASE || col == HH_BASE;
}

static bool is_uc(int col)
{
    return col == UC_PREV || col == UC_NOW;
}

/* What one district adds to the total of a column. */
static int64_t district_adds(const struct district *d, int col)
{
    int64_t v = 0;

    if (is_base(col))
        return said(d->base->value[col]);
    for (int i = 0; i < d->rows; i++) {
        int64_t one = said(d->row[i]->value[col]);

        if (!is_uc(col))
            v += one;
        else if (one > v)
            v = one;
    }
    return v;
}

static int64_t province_sum(const struct checker *c, struct str province,
                            int col)
{
    int64_t v = 0;

    for (int i = 0; i < c->districts; i++)
        if (!province.n || str_same(c->district[i].province, province))
            v += district_adds(&c->district[i], col);
    return v;
}

/* What one programme's rows give: every row of its own. */
static int64_t rsp_sum(struct checker *c, struct str key, int col)
{
    int64_t v = 0;

    for (size_t i = 0; i < c->b->rows; i++) {
        const struct book_row *r = &c->b->row[i];

        if (r->nature == BOOK_DISTRICT && r->rsp.n &&
            str_same(name_key(&c->rsps, r->rsp, c->a), key))
            v += said(r->value[col]);
    }
    return v;
}

/* The base is printed with fractions that were rounded when read. */
static bool differs(const struct checker *c, int col, int64_t printed,
                    int64_t computed)
{
    int64_t slack = book_value_scale[col] ? (int64_t)c->b->rows : 0;
    int64_t d = said(printed) - computed;

    return d > slack || d < -slack;
}

static struct check_line *line_add(struct checker *c, const char *table,
                                   struct str sheet, int row, struct str of,
                                   struct str column, int scale,
                                   int64_t printed, int64_t computed)
{
    struct check_line *l;

    arena_room(c->a, c->out->line, c->out->n, c->out->room);
    l = &c->out->line[c->out->n++];
    *l = (struct check_line){ table,     sheet,     row,      of,
                              column,    printed,   computed, scale,
                              "unknown", { "", 0 }, { "", 0 } };
    return l;
}

static struct check_line *sheet_line(struct checker *c, const char *table,
                                     const struct book_row *r, struct str of,
                                     int col, int64_t computed)
{
    return line_add(c, table, c->b->sheet, r->row, of,
                    str_of(book_value_name[col]), book_value_scale[col],
                    r->value[col], computed);
}

/* ---- which districts explain it -----------------------------------------*/

/* One way to count a district otherwise. A sheet's total takes the same rows
 * in the column of this quarter and in that of the one before, so both
 * differences must come out. */
struct option {
    int district;
    int64_t delta[2];
    const char *why;
};
struct answer {
    int option[SETS_MOST], n;
};
struct options {
    struct option at[OPTIONS_MOST];
    int n;
    int column[2], columns;
    struct answer picked, answer[ANSWERS_MOST];
    int answers;
    int64_t tries, slack;
};

static void option_add(struct options *o, int district, const int64_t delta[2],
                       const char *why)
{
    if ((!delta[0] && !delta[1]) || o->n == OPTIONS_MOST)
        return;
    for (int i = 0; i < o->n; i++)
        if (o->at[i].district == district && o->at[i].delta[0] == delta[0] &&
            o->at[i].delta[1] == delta[1])
            return;
    o->at[o->n++] = (struct option){ district, { delta[0], delta[1] }, why };
}

/* One of the rows alone, as shared columns are counted. */
static void option_row(struct options *o, const struct district *d, int at,
                       int row)
{
    int64_t delta[2] = { 0, 0 };

    for (int k = 0; k < o->columns; k++) {
        int64_t v = said(d->row[row]->value[o->column[k]]);

        if (is_uc(o->column[k]) || is_base(o->column[k]))
            delta[k] = v - district_adds(d, o->column[k]);
        else
            delta[k] = -v;
    }
    option_add(o, at, delta,
               is_uc(o->column[0])   ? "smaller" :
               is_base(o->column[0]) ? "other_base" :
                                       "left_out");
}

/* Rows added that count once, or a row of an adding column added twice. */
static void option_twice(struct options *o, const struct district *d, int at,
                         int row)
{
    int64_t delta[2] = { 0, 0 };

    for (int k = 0; k < o->columns; k++) {
        int col = o->column[k];

        if (!is_uc(col) && !is_base(col)) {
            delta[k] = said(d->row[row]->value[col]);
            continue;
        }
        delta[k] = -district_adds(d, col);
        for (int i = 0; i < d->rows; i++)
            delta[k] += said(d->row[i]->value[col]);
    }
    option_add(o, at, delta, "twice");
}

static void options_gather(struct checker *c, struct str province, bool shared,
                           bool only_row)
{
    struct options *o = c->options;

    o->n = 0;
    for (int i = 0; i < c->districts; i++) {
        const struct district *d = &c->district[i];

        if (!str_same(d->province, province) || (shared && d->rows < 2))
            continue;
        for (int row = 0; row < d->rows; row++) {
            option_row(o, d, i, row);
            if (!only_row && d->rows > 1)
                option_twice(o, d, i, row);
        }
    }
}

static void sets_search(struct options *o, int from, int size,
                        const int64_t left[2])
{
    struct answer *p = &o->picked;

    if (p->n == size) {
        if (left[0] <= o->slack && left[0] >= -o->slack &&
            left[1] <= o->slack && left[1] >= -o->slack &&
            o->answers < ANSWERS_MOST)
            o->answer[o->answers++] = *p;
        return;
    }
    for (int i = from; i < o->n && o->tries < TRIES_MOST; i++) {
        int64_t less[2] = { left[0] - o->at[i].delta[0],
                            left[1] - o->at[i].delta[1] };
        bool again = false;

        for (int k = 0; k < p->n; k++)
            again |= o->at[p->option[k]].district == o->at[i].district;
        if (again)
            continue;
        o->tries++;
        p->option[p->n++] = i;
        sets_search(o, i + 1, size, less);
        p->n--;
    }
}

static bool options_solve(struct options *o, const int64_t wanted[2])
{
    o->answers = 0;
    o->tries = 0;
    o->picked.n = 0;
    for (int size = 1; size <= SETS_MOST && !o->answers; size++)
        sets_search(o, 0, size, wanted);
    return o->answers > 0;
}

/* Where several sets fit, the likelier is the one with more districts whose
 * largest number is above the district's own total: there a person chose. */
static int answer_weight(const struct checker *c, const struct answer *a)
{
    int weight = 0;

    for (int i = 0; i < a->n; i++) {
        const struct district *d =
            &c->district[c->options->at[a->option[i]].district];

        weight += is_uc(c->options->column[0]) &&
                  d->base->value[UC_BASE] != INT_NONE &&
                  district_adds(d, UC_NOW) > d->base->value[UC_BASE];
    }
    return weight;
}

/* Without the zeros at the end of a fraction. */
static void number_put_short(struct buf *b, int64_t v, int scale)
{
    decimal_put(b, v, scale);
    if (!scale)
        return;
    while (b->p[b->n - 1] == '0')
        b->n--;
    if (b->p[b->n - 1] == '.')
        b->n--;
}

static void answer_put(struct checker *c, struct buf *b, const struct answer *a,
                       int k)
{
    for (int i = 0; i < a->n; i++) {
        const struct option *one = &c->options->at[a->option[i]];

        if (!one->delta[k])
            continue;
        if (b->n && b->p[b->n - 1] != ' ')
            buf_z(b, ", ");
        buf_add(b, c->district[one->district].name);
        buf_z(b, one->delta[k] > 0 ? " (+" : " (");
        number_put_short(b, one->delta[k],
                         book_value_scale[c->options->column[k]]);
        buf_char(b, ')');
    }
}

static void answers_tell(struct checker *c, struct check_line *l, int k)
{
    struct options *o = c->options;
    struct buf names = buf_start(c->a), others = buf_start(c->a);
    int best = 0;

    for (int i = 1; i < o->answers; i++)
        if (answer_weight(c, &o->answer[i]) >
            answer_weight(c, &o->answer[best]))
            best = i;
    l->why = NULL;
    for (int i = 0; i < o->answer[best].n; i++) {
        const struct option *one = &o->at[o->answer[best].option[i]];

        if (one->delta[k] && l->why && strcmp(one->why, l->why) != 0)
            l->why = "several";
        else if (one->delta[k])
            l->why = one->why;
    }
    answer_put(c, &names, &o->answer[best], k);
    l->places = buf_str(&names);
    for (int i = 0; i < o->answers; i++) {
        if (i == best)
            continue;
        if (others.n)
            buf_z(&others, " | ");
        answer_put(c, &others, &o->answer[i], k);
    }
    l->others = buf_str(&others);
}

/* The smallest set of districts that gives the difference exactly: another
 * row counted where several share the district; rows added there; any
 * district at all. */
static void line_explain(struct checker *c, struct check_line *l,
                         const struct book_row *r, int col)
{
    struct options *o = c->options;
    bool pair = col != UC_BASE && col != HH_BASE, found = false;
    int first = !pair ? col :
                        col - (col == UC_NOW || col == HH_NOW || col == CO_NOW);

    for (int pass = 0; pass < 6 && !found; pass++) {
        bool both = pair && pass < 3;
        int64_t wanted[2] = { 0, 0 };

        o->column[0] = both ? first : col;
        o->column[1] = first + 1;
        o->columns = both ? 2 : 1;
        o->slack = book_value_scale[col] ? (int64_t)c->b->rows : 0;
        for (int k = 0; k < o->columns; k++)
            wanted[k] = said(r->value[o->column[k]]) -
                        province_sum(c, r->province, o->column[k]);
        options_gather(c, r->province, pass % 3 < 2, pass % 3 == 0);
        found = options_solve(o, wanted);
    }
    if (found)
        answers_tell(c, l, o->columns == 2 && col != first);
}

/* ---- the tables ---------------------------------------------------------*/

static void provinces_check(struct checker *c, const struct book_row *r)
{
    for (int col = 0; col < BOOK_VALUES; col++) {
        int64_t printed = r->value[col];
        int64_t computed = province_sum(c, r->province, col);
        struct check_line *l;

        c->out->totals += printed != INT_NONE;
        if (!differs(c, col, printed, computed))
            continue;
        l = sheet_line(c, "province", r, r->province, col, computed);
        line_explain(c, l, r, col);
    }
}

/* Province rows whose printed number is wrong in this column, and whether the
 * printed ones add up to `printed`. */
static bool follows(struct checker *c, int col, int64_t printed,
                    struct str *names)
{
    struct buf b = buf_start(c->a);
    int64_t sum = 0;
    bool any = false;

    for (size_t i = 0; i < c->b->rows; i++) {
        const struct book_row *r = &c->b->row[i];

        if (r->nature != BOOK_PROVINCE)
            continue;
        sum += said(r->value[col]);
        if (!differs(c, col, r->value[col], province_sum(c, r->province, col)))
            continue;
        if (any)
            buf_z(&b, ", ");
        buf_add(&b, r->province);
        any = true;
    }
    *names = buf_str(&b);
    return any && !differs(c, col, printed, sum);
}

/* The same for the rows of the table by RSP, where they add. */
static bool rsps_follow(struct checker *c, int col, int64_t printed,
                        struct str *names)
{
    struct buf b = buf_start(c->a);
    int64_t sum = 0;

    for (size_t i = 0; i < c->b->rows; i++) {
        const struct book_row *r = &c->b->row[i];
        struct str key = name_key(&c->rsps, r->rsp.n ? r->rsp : r->name, c->a);

        if (r->nature != BOOK_RSP)
            continue;
        sum += said(r->value[col]);
        if (!differs(c, col, r->value[col], rsp_sum(c, key, col)))
            continue;
        if (b.n)
            buf_z(&b, ", ");
        buf_add(&b, r->name);
    }
    *names = buf_str(&b);
    return b.n && !differs(c, col, printed, sum);
}

static void grand_check(struct checker *c, const struct book_row *r,
                        const char *table)
{
    for (int col = 0; col < BOOK_VALUES; col++) {
        int64_t printed = r->value[col];
        int64_t computed = province_sum(c, S(""), col);
        struct check_line *l;
        struct str names;

        c->out->totals += printed != INT_NONE;
        if (!differs(c, col, printed, computed))
            continue;
        l = sheet_line(c, table, r, r->name, col, computed);
        if (follows(c, col, printed, &names) ||
            (r->nature == BOOK_RSP_GRAND &&
             rsps_follow(c, col, printed, &names))) {
            l->why = "follows";
            l->places = names;
        }
    }
}

static void rsp_check(struct checker *c, const struct book_row *r)
{
    struct str key = name_key(&c->rsps, r->rsp.n ? r->rsp : r->name, c->a);

    for (int col = 0; col < BOOK_VALUES; col++) {
        int64_t printed = r->value[col];
        int64_t computed = rsp_sum(c, key, col);

        c->out->totals += printed != INT_NONE;
        if (differs(c, col, printed, computed))
            sheet_line(c, "rsp", r, r->name, col, computed);
    }
}

static const struct book_row *province_total(const struct checker *c,
                                             struct str key)
{
    for (size_t i = 0; i < c->b->rows; i++) {
        const struct book_row *r = &c->b->row[i];

        if (r->nature == BOOK_PROVINCE &&
            str_same(name_key(&c->provinces, r->province, c->a), key))
            return r;
    }
    return NULL;
}

static void summary_check(struct checker *c, const struct book_row *r)
{
    struct str key = name_key(&c->provinces, r->name, c->a);
    const struct book_row *total = province_total(c, key);

    if (!total)
        return;
    for (int col = 0; col < BOOK_VALUES; col++) {
        int64_t printed = r->value[col];
        int64_t computed = province_sum(c, total->province, col);
        struct check_line *l;

        c->out->totals += printed != INT_NONE;
        if (!differs(c, col, printed, computed))
            continue;
        l = sheet_line(c, "provinces", r, r->name, col, computed);
        if (!differs(c, col, printed, said(total->value[col]))) {
            l->why = "follows";
            l->places = total->province;
        }
    }
}

static void bases_check(struct checker *c)
{
    static const int cols[] = { UC_BASE, HH_BASE };

    for (int i = 0; i < c->districts; i++) {
        const struct district *d = &c->district[i];

        for (int k = 0; k < d->rows; k++)
            for (size_t n = 0; n < LEN(cols); n++) {
                int64_t other = d->row[k]->value[cols[n]];
                int64_t base = d->base->value[cols[n]];
                struct check_line *l;

                if (other == base)
                    continue;
                l = line_add(c, "rows", c->b->sheet, d->row[k]->row,
                             d->province, str_of(book_value_name[cols[n]]),
                             book_value_scale[cols[n]], other, said(base));
                l->why = "base_differs";
                l->places = d->name;
            }
    }
}

/* ---- the cumulative table -----------------------------------------------*/

static const struct book_indicator *line_indicator(const struct checker *c,
                                                   const struct book_line *l)
{
    return l->indicator < 0 ? NULL : &c->b->indicator[l->indicator];
}

/* Over the programmes: a sum, except where places are counted once. */
static void across_check(struct checker *c, const struct book_line *l)
{
    const struct book_indicator *in = line_indicator(c, l);
    struct check_line *out;
    int64_t sum = 0;

    if (!in || l->total == INT_NONE || !str_same(in->across, S("sum")))
        return;
    for (int i = 0; i < c->b->rsps; i++)
        sum += said(l->value[i]);
    c->out->totals++;
    if (sum - l->total <= c->b->rsps && l->total - sum <= c->b->rsps)
        return;
    out = line_add(c, "cumulative", c->b->sum_sheet, l->row, l->head,
                   S("total"), l->scale, l->total, sum);
    out->why = "not_the_sum";
}

/* Women and men and mixed against the total, for each column. */
static void split_check(struct checker *c, const struct book_line *whole)
{
    const struct book_indicator *in = line_indicator(c, whole);

    for (int col = 0; in && col <= c->b->rsps; col++) {
        bool last = col == c->b->rsps;
        int64_t printed = last ? whole->total : whole->value[col], sum = 0;
        int parts = 0;
        struct check_line *out;

        for (size_t i = 0; i < c->b->lines; i++) {
            const struct book_line *l = &c->b->line[i];
            const struct book_indicator *of = line_indicator(c, l);

            if (!of || !of->split_of.n || !str_same(of->split_of, in->code) ||
                l->scale != whole->scale)
                continue;
            sum += said(last ? l->total : l->value[col]);
            parts++;
        }
        if (parts < 2 || printed == INT_NONE)
            continue;
        c->out->totals++;
        if (sum - printed <= parts && printed - sum <= parts)
            continue;
        out = line_add(c, "cumulative", c->b->sum_sheet, whole->row,
                       whole->head, last ? S("total") : c->b->rsp[col],
                       whole->scale, printed, sum);
        out->why = "parts";
    }
}

/* The three that stand in the district table too. */
static void cross_check(struct checker *c, const struct book_line *l)
{
    static const struct {
        const char *code;
        int col;
    } same[] = { { "uc", UC_NOW }, { "hh", HH_NOW }, { "co", CO_NOW } };
    const struct book_indicator *in = line_indicator(c, l);

    for (size_t k = 0; in && c->b->sheet.n && k < LEN(same); k++) {
        if (!str_same(in->code, str_of(same[k].code)))
            continue;
        for (int i = 0; i <= c->b->rsps; i++) {
            bool last = i == c->b->rsps;
            int64_t printed = last ? l->total : l->value[i];
            int64_t computed =
                last ? province_sum(c, S(""), same[k].col) :
                       rsp_sum(c, name_key(&c->rsps, c->b->rsp[i], c->a),
                               same[k].col);
            struct check_line *out;

            if (printed == INT_NONE || printed == computed)
                continue;
            if (last && str_same(in->across, S("sum")))
                continue; /* said by across_check or above */
            c->out->totals++;
            out = line_add(c, "cumulative", c->b->sum_sheet, l->row, l->head,
                           last ? S("total") : c->b->rsp[i], l->scale, printed,
                           computed);
            out->why = last && follows(c, same[k].col, printed, &out->places) ?
                           "follows" :
                           "district_table";
        }
    }
}

/* ---- all of it ----------------------------------------------------------*/

static void rows_check(struct checker *c)
{
    for (size_t i = 0; i < c->b->rows; i++) {
        const struct book_row *r = &c->b->row[i];

        switch (r->nature) {
        case BOOK_DISTRICT: break;
        case BOOK_PROVINCE: provinces_check(c, r); break;
        case BOOK_GRAND: grand_check(c, r, "grand"); break;
        case BOOK_RSP: rsp_check(c, r); break;
        case BOOK_RSP_GRAND: grand_check(c, r, "rsp"); break;
        case BOOK_PROVINCES: summary_check(c, r); break;
        case BOOK_PROVINCES_GRAND: grand_check(c, r, "provinces"); break;
        }
    }
}

static void names_all(struct checker *c)
{
    static const char *const place[4] = { "key", "name" },
                             *const alias[4] = { "alias" },
                             *const rsp[4] = { "code", "name", "aliases" };

    names_load(&c->provinces, c->a, "reference/places.csv", "key", "province",
               place);
    names_load(&c->provinces, c->a, "reference/aliases.csv", "place", NULL,
               alias);
    names_load(&c->rsps, c->a, "reference/rsps.csv", "code", NULL, rsp);
}

bool check_outreach(struct import_file file, struct arena *a, struct check *out,
                    struct finding *why)
{
    struct book *book = arena_new(a, struct book);
    struct checker c = { .out = out, .a = a, .b = book };

    *out = (struct check){ .arena = a };
    if (!book_read(file, a, book, why))
        return false;
    out->as_of = book->now;
    c.options = arena_new(a, struct options);
    names_all(&c);
    districts_make(&c);
    rows_check(&c);
    bases_check(&c);
    for (size_t i = 0; i < book->lines; i++) {
        cross_check(&c, &book->line[i]);
        across_check(&c, &book->line[i]);
        split_check(&c, &book->line[i]);
    }
    return true;
}

static struct str word(enum lang lang, const char *room, struct str key,
                       struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, room);
    buf_add(&b, key);
    return say_str(lang, buf_str(&b));
}

void check_text(struct buf *b, enum lang lang, const struct check *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct check_line *l = &c->line[i];

        buf_add(b, word(lang, "check.table.", str_of(l->table), b->arena));
        buf_fmt(b, " %d, ", l->row);
        buf_add(b, l->of);
        buf_z(b, ", ");
        if (l->table[0] == 'c')
            buf_add(b, l->column);
        else
            buf_add(b, word(lang, "check.column.", l->column, b->arena));
        buf_z(b, ": ");
        buf_add(b, say(lang, "check.printed"));
        buf_char(b, ' ');
        if (l->printed == INT_NONE)
            buf_char(b, '-');
        else
            number_put_short(b, l->printed, l->scale);
        buf_z(b, ", ");
        buf_add(b, say(lang, "check.computed"));
        buf_char(b, ' ');
        number_put_short(b, l->computed, l->scale);
        buf_z(b, "; ");
        buf_add(b, word(lang, "check.why.", str_of(l->why), b->arena));
        if (l->places.n) {
            buf_z(b, ": ");
            buf_add(b, l->places);
        }
        if (l->others.n) {
            buf_z(b, " (");
            buf_add(b, say(lang, "check.others"));
            buf_z(b, ": ");
            buf_add(b, l->others);
            buf_char(b, ')');
        }
        buf_char(b, '\n');
    }
}

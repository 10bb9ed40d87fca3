/* cumulative - all indicators of a place: by organisation, as counters, and
 * over a period. */
#include <string.h>

#include "report/inside.h"

static void link_cell(struct arena *a, struct sheet_row *row, int col,
                      const struct question *q, const struct measure *m,
                      struct id rsp, month as_of)
{
    cell_link(row, col,
              postings_link(a, q, arena_z(a, m->code), q->place, rsp, as_of,
                            false));
}

static struct str split_words(const struct measure *m, bool whole,
                              enum lang lang)
{
    static const char *const words[] = { "report.women", "report.men",
                                         "report.mixed", "report.girls",
                                         "report.boys" };

    if (m->split >= 0 && m->split < (int)LEN(words))
        return say(lang, words[m->split]);
    return whole ? say(lang, "report.all") : S("");
}

/* The name of what is split: of the whole, where there is one. */
static struct str whole_name(const struct reference *r, const struct measure *m)
{
    const struct measure *whole = m->split_of.n ? measure_find(r, m->split_of) :
                                                  NULL;

    return whole ? whole->name : m->name;
}

static bool has_parts(const struct reference *r, const struct measure *m)
{
    for (size_t i = 0; i < r->measures; i++)
        if (str_same(r->measure[i].split_of, m->code))
            return true;
    return false;
}

typedef void measure_row(void *self, const struct measure *m, bool whole);

/* All indicators in the order of the data; parts before their whole. */
static void measures_walk(const struct reference *r, measure_row *row,
                          void *self)
{
    for (size_t i = 0; i < r->measures; i++) {
        const struct measure *m = &r->measure[i];
        bool whole = has_parts(r, m);

        if (m->split_of.n && measure_find(r, m->split_of))
            continue; /* it comes with its whole */
        for (size_t j = 0; whole && j < r->measures; j++)
            if (str_same(r->measure[j].split_of, m->code))
                row(self, &r->measure[j], false);
        row(self, m, whole);
    }
}

/* ---- by organisation ----------------------------------------------------*/

enum { CUM_CODE, CUM_NAME, CUM_SPLIT, CUM_RSPS };
static const struct column cumulative_column[] = {
    { "indicator", "report.code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "split", "report.split", NULL, COLUMN_TEXT, 0 },
};

struct cumulative {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
    struct asked_place scope;
    const struct runner **runner;
    int runners;
    struct sheet *out;
};

static void groups_note(const struct cumulative *c)
{
    if (c->q->groups)
        sheet_note(c->out, say(c->q->lang, "report.note.groups"));
}

static void runners_find(struct cumulative *c)
{
    c->runner = arena_many(c->a, const struct runner *, c->ref.runners);
    for (size_t i = 0; i < c->ref.runners; i++) {
        const struct runner *r = &c->ref.runner[i];

        if (!r->network && (id_none(c->q->rsp) || id_same(c->q->rsp, r->id)))
            c->runner[c->runners++] = r;
    }
}

static const struct column *cumulative_columns(const struct cumulative *c)
{
    struct column *col = arena_many(c->a, struct column,
                                    (size_t)c->runners + CUM_RSPS + 1);

    memcpy(col, cumulative_column, sizeof cumulative_column);
    for (int i = 0; i < c->runners; i++)
        col[CUM_RSPS + i] = (struct column){ .key = arena_z(c->a,
                                                            c->runner[i]->code),
                                             .word = "outreach.rsp",
                                             .type = COLUMN_NUMBER };
    col[CUM_RSPS + c->runners] = (struct column){ .key = "total",
                                                  .word = "report.all",
                                                  .type = COLUMN_NUMBER };
    return col;
}

static void cumulative_row(void *self, const struct measure *m, bool whole)
{
    struct cumulative *c = self;
    struct number n;
    struct sheet_row *row;

    if (m->across == ACROSS_SAME)
        return;
    n = number_read(c->db, c->a, &c->ref, &c->scope, c->q, m, &c->q->as_of, 1);
    row = sheet_add(c->out, whole ? ROW_TOTAL : ROW_PLAIN);
    cell_text(row, CUM_CODE, m->code);
    cell_text(row, CUM_NAME, whole_name(&c->ref, m));
    cell_text(row, CUM_SPLIT, split_words(m, whole, c->q->lang));
    for (int i = 0; i < c->runners; i++)
        for (size_t j = 0; j < n.by_rsp.n; j++)
            if (n.by_rsp.at[j].said &&
                id_same(n.by_rsp.at[j].rsp, c->runner[i]->id)) {
                cell_scaled(row, CUM_RSPS + i, n.by_rsp.at[j].at[0], m->scale);
                link_cell(c->a, row, CUM_RSPS + i, c->q, m, c->runner[i]->id,
                          c->q->as_of);
            }
    if (n.said) {
        cell_scaled(row, CUM_RSPS + c->runners, n.total[0], m->scale);
        link_cell(c->a, row, CUM_RSPS + c->runners, c->q, m, c->q->rsp,
                  c->q->as_of);
    }
}

static const struct str *cumulative_labels(const struct cumulative *c)
{
    struct str *label = arena_many(c->a, struct str,
                                   (size_t)c->runners + CUM_RSPS + 1);

    for (int i = 0; i < c->runners; i++)
        label[CUM_RSPS + i] = c->runner[i]->code;
    return label;
}

void cumulative_sheet(struct db *db, const struct question *q,
                      const struct reference *ref, struct arena *a,
                      struct sheet *out)
{
    struct cumulative c = { .db = db,
                            .a = a,
                            .q = q,
                            .out = out,
                            .ref = *ref,
                            .scope = scope_open(db, q, NULL, a) };

    runners_find(&c);
    *out = sheet_start(a, cumulative_columns(&c), CUM_RSPS + c.runners + 1);
    out->label = cumulative_labels(&c);
    out->title = say(q->lang, "outreach.cumulative");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    measures_walk(&c.ref, cumulative_row, &c);
    sheet_note(out, say(q->lang, "report.note.rupees"));
    sheet_note(out, say(q->lang, "outreach.note.once"));
    groups_note(&c);
}

/* ---- the six counters ---------------------------------------------------*/

enum { CTR_KEY, CTR_NAME, CTR_YEAR, CTR_PREV, CTR_NOW, CTR_INCR, CTR_COLS };
static const struct column counter_column[CTR_COLS] = {
    { "counter", "report.code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "year_before", "counters.year", NULL, COLUMN_NUMBER, 0 },
    { "prev", "outreach.prev", NULL, COLUMN_NUMBER, 0 },
    { "now", "outreach.now", NULL, COLUMN_NUMBER, 0 },
    { "incr_pct", "outreach.incr", NULL, COLUMN_RATIO, 0 },
};
/* COs and groups together, and their members, as NRSP publishes them. */
static const struct counter {
    const char *key, *word, *code;
} counters[] = {
    { "uc", "counters.uc", "uc" },
    { "mouza", "counters.mouza", "mouza" },
    { "lso", "counters.lso", "lso" },
    { "vo", "counters.vo", "vo" },
    { "co_group", "counters.co_group", "co" },
    { "member.women", "counters.women", "member.women" },
    { "member.men", "counters.men", "member.men" },
};
enum { AT_NOW, AT_PREV, AT_YEAR, AT_POINTS };

static void counter_row(struct cumulative *c, const struct counter *k,
                        const month *at)
{
    struct sheet_row *row = sheet_add(c->out, ROW_PLAIN);
    const struct measure *m = measure_find(&c->ref, str_of(k->code));
    struct number n = { .said = false };

    cell_text(row, CTR_KEY, str_of(k->key));
    cell_text(row, CTR_NAME, say(c->q->lang, k->word));
    if (m)
        n = number_read(c->db, c->a, &c->ref, &c->scope, c->q, m, at,
                        AT_POINTS);
    if (!n.said)
        return;
    cell_number(row, CTR_YEAR, n.total[AT_YEAR]);
    cell_number(row, CTR_PREV, n.total[AT_PREV]);
    cell_number(row, CTR_NOW, n.total[AT_NOW]);
    cell_ratio(row, CTR_INCR, n.total[AT_NOW] - n.total[AT_PREV],
               n.total[AT_PREV]);
    link_cell(c->a, row, CTR_YEAR, c->q, m, c->q->rsp, at[AT_YEAR]);
    link_cell(c->a, row, CTR_PREV, c->q, m, c->q->rsp, at[AT_PREV]);
    link_cell(c->a, row, CTR_NOW, c->q, m, c->q->rsp, at[AT_NOW]);
}

static struct question with_groups(const struct question *q)
{
    struct question both = *q;

    both.groups = true;
    return both;
}

void counters_sheet(struct db *db, const struct question *q,
                    const struct reference *ref, struct arena *a,
                    struct sheet *out)
{
    struct question both = with_groups(q);
    struct cumulative c = { .db = db,
                            .a = a,
                            .q = &both,
                            .out = out,
                            .ref = *ref,
                            .scope = scope_open(db, q, NULL, a) };
    month at[AT_POINTS] = { q->as_of,
                            q->from != MONTH_NONE ? q->from - 1 : q->as_of - 3,
                            q->as_of - 12 };

    *out = sheet_start(a, counter_column, CTR_COLS);
    out->title = say(q->lang, "counters.title");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    sheet_note(out, say(q->lang, "report.note.groups"));
    for (size_t i = 0; i < LEN(counters); i++)
        counter_row(&c, &counters[i], at);
}

/* ---- a period -----------------------------------------------------------*/

enum {
    PER_CODE,
    PER_NAME,
    PER_SPLIT,
    PER_STOCK,
    PER_STOCK_PREV,
    PER_STOCK_YEAR,
    PER_FLOW,
    PER_FLOW_PREV,
    PER_FLOW_YEAR,
    PER_COLS
};
static const struct column period_column[PER_COLS] = {
    { "indicator", "report.code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "split", "report.split", NULL, COLUMN_TEXT, 0 },
    { "stock", "period.this", "period.stock", COLUMN_NUMBER, 0 },
    { "stock_prev", "period.prev", "period.stock", COLUMN_NUMBER, 0 },
    { "stock_year", "period.year", "period.stock", COLUMN_NUMBER, 0 },
    { "flow", "period.this", "period.flow", COLUMN_NUMBER, 0 },
    { "flow_prev", "period.prev", "period.flow", COLUMN_NUMBER, 0 },
    { "flow_year", "period.year", "period.flow", COLUMN_NUMBER, 0 },
};
/* Ends of: the period, the months before it, the period before, the same one
 * a year ago, the months before that. */
enum { END, START, PREV_START, YEAR_END, YEAR_START, PERIOD_POINTS };

static void period_row(void *self, const struct measure *m, bool whole)
{
    struct cumulative *c = self;
    const struct question *q = c->q;
    month at[PERIOD_POINTS] = { q->as_of, q->from - 1,
                                2 * q->from - q->as_of - 2, q->as_of - 12,
                                q->from - 13 };
    struct sheet_row *row;
    struct number n;
    const int64_t *t = n.total;

    if (m->across == ACROSS_SAME)
        return;
    n = number_read(c->db, c->a, &c->ref, &c->scope, q, m, at, PERIOD_POINTS);
    row = sheet_add(c->out, whole ? ROW_TOTAL : ROW_PLAIN);
    cell_text(row, PER_CODE, m->code);
    cell_text(row, PER_NAME, whole_name(&c->ref, m));
    cell_text(row, PER_SPLIT, split_words(m, whole, q->lang));
    if (!n.said)
        return;
    if (!m->flow) {
        cell_scaled(row, PER_STOCK, t[END], m->scale);
        cell_scaled(row, PER_STOCK_PREV, t[START], m->scale);
        cell_scaled(row, PER_STOCK_YEAR, t[YEAR_END], m->scale);
        link_cell(c->a, row, PER_STOCK, q, m, q->rsp, at[END]);
        link_cell(c->a, row, PER_STOCK_PREV, q, m, q->rsp, at[START]);
        link_cell(c->a, row, PER_STOCK_YEAR, q, m, q->rsp, at[YEAR_END]);
    }
    cell_scaled(row, PER_FLOW, t[END] - t[START], m->scale);
    cell_scaled(row, PER_FLOW_PREV, t[START] - t[PREV_START], m->scale);
    cell_scaled(row, PER_FLOW_YEAR, t[YEAR_END] - t[YEAR_START], m->scale);
}

void period_sheet(struct db *db, const struct question *q,
                  const struct reference *ref, struct arena *a,
                  struct sheet *out)
{
    struct cumulative c = { .db = db,
                            .a = a,
                            .q = q,
                            .out = out,
                            .ref = *ref,
                            .scope = scope_open(db, q, NULL, a) };

    *out = sheet_start(a, period_column, PER_COLS);
    out->title = say(q->lang, "period.title");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    measures_walk(&c.ref, period_row, &c);
    sheet_note(out, say(q->lang, "report.note.rupees"));
    sheet_note(out, say(q->lang, "period.note.flow"));
    groups_note(&c);
}

/* ---- the report ---------------------------------------------------------*/

enum { IND_CODE, IND_NAME, IND_SPLIT, IND_PREV, IND_NOW, IND_INCR, IND_COLS };
static const struct column indicators_column[IND_COLS] = {
    { "indicator", "report.code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "split", "report.split", NULL, COLUMN_TEXT, 0 },
    { "prev", "outreach.prev", NULL, COLUMN_NUMBER, 0 },
    { "now", "outreach.now", NULL, COLUMN_NUMBER, 0 },
    { "incr_pct", "outreach.incr", NULL, COLUMN_RATIO, 0 },
};

static void indicators_row(void *self, const struct measure *m, bool whole)
{
    struct cumulative *c = self;
    month at[2] = { c->q->as_of, c->q->from != MONTH_NONE ? c->q->from - 1 :
                                                            c->q->as_of - 3 };
    struct number n = number_read(c->db, c->a, &c->ref, &c->scope, c->q, m, at,
                                  2);
    struct sheet_row *row = sheet_add(c->out, whole ? ROW_TOTAL : ROW_PLAIN);

    cell_text(row, IND_CODE, m->code);
    cell_text(row, IND_NAME, whole_name(&c->ref, m));
    cell_text(row, IND_SPLIT, split_words(m, whole, c->q->lang));
    if (!n.said)
        return;
    cell_scaled(row, IND_PREV, n.total[1], m->scale);
    cell_scaled(row, IND_NOW, n.total[0], m->scale);
    link_cell(c->a, row, IND_PREV, c->q, m, c->q->rsp, at[1]);
    link_cell(c->a, row, IND_NOW, c->q, m, c->q->rsp, at[0]);
    cell_ratio_scaled(row, IND_INCR, n.total[0] - n.total[1], n.total[1],
                      m->scale);
}

/* All indicators of a place, now and a quarter ago; with a period, also what
 * happened in it. */
REPORT(indicators, RIGHT_NONE)
{
    struct cumulative c = { .db = db, .a = a, .q = q, .out = out };
    int n = 1;

    if (!question_good(db, q, a, f))
        return 0;
    c.ref = reference_read(db, a, q->lang);
    c.scope = scope_open(db, q, NULL, a);
    *out = sheet_start(a, indicators_column, IND_COLS);
    out->title = say(q->lang, "indicators.title");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    measures_walk(&c.ref, indicators_row, &c);
    sheet_note(out, say(q->lang, "report.note.rupees"));
    groups_note(&c);
    if (q->from != MONTH_NONE)
        period_sheet(db, q, &c.ref, a, &out[n++]);
    return n;
}

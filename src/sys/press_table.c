/* press_table - tables: columns by their shares, headings again on every page,
 * rows that are never cut. */
#include "report/symbol.h"
#include "sys/press.h"

#define PAD 2.5      /* points between a line and what stands beside it */
#define BOX_MM 8     /* an empty box to mark */
#define SYMBOL_MM 16 /* a symbol, where the row leaves room */
#define HEAD_GREY 0.9
#define TOTAL_GREY 0.95

struct press_table {
    const struct paper_column *column;
    int n;
    double from[PAPER_COLUMNS + 1]; /* of the line's start, in reading order */
    double points, row_high, head_high, over_high;
    bool overs;
};

static double cell_wide(const struct press_table *t, int col, int span)
{
    return t->from[col + span] - t->from[col];
}

/* How many columns from there on stand under one heading. */
static int over_span(const struct press_table *t, int col)
{
    int n = 1;

    while (t->column[col].over.n && col + n < t->n &&
           str_same(t->column[col].over, t->column[col + n].over))
        n++;
    return n;
}

/* A text across some columns. */
struct cell {
    struct str text;
    int col, span;
    bool bold;
    enum paper_align align;
};

/* Numbers end at the right, whichever way people read: units stand under units. */
static enum paper_align cell_align(const struct press *p,
                                   enum paper_align align)
{
    return p->rtl && align == ALIGN_END ? ALIGN_START : align;
}

static PangoLayout *cell_set(struct press *p, const struct press_table *t,
                             const struct cell *c, double *high)
{
    struct press_text set = { .text = c->text,
                              .points = t->points,
                              .wide = cell_wide(t, c->col, c->span) - 2 * PAD,
                              .most = (p->bottom - p->top) * 0.7,
                              .face = c->bold ? PRESS_BOLD : PRESS_TEXT,
                              .align = cell_align(p, c->align) };

    if (set.wide < 1)
        set.wide = 1;
    return press_set(p, &set, high);
}

/* The heading of a column, or the one over it and its neighbours. */
static struct cell head_cell(const struct press_table *t, int col, bool over)
{
    const struct paper_column *c = &t->column[col];

    if (over)
        return (struct cell){ c->over, col, over_span(t, col), true,
                              ALIGN_CENTRE };
    return (struct cell){ c->title, col, 1, true, c->align };
}

static double head_cell_high(struct press *p, const struct press_table *t,
                             int col, bool over)
{
    struct cell c = head_cell(t, col, over);
    double high;

    press_free(p, cell_set(p, t, &c, &high));
    return high;
}

static void head_cell_draw(struct press *p, const struct press_table *t,
                           int col, bool over, double row_high)
{
    struct cell c = head_cell(t, col, over);
    double wide = cell_wide(t, c.col, c.span), high;
    PangoLayout *l = cell_set(p, t, &c, &high);

    press_show(p, l, press_left(p, t->from[col], wide) + PAD,
               p->y + (row_high - high) / 2);
    press_free(p, l);
}

static void shade(struct press *p, double high, double grey)
{
    if (!p->cr)
        return;
    press_ink(p, grey, 0);
    p->g->cairo_rectangle(p->cr, p->left, p->y, p->right - p->left, high);
    p->g->cairo_fill(p->cr);
}

/* Lines around a row's cells; those of `span` columns have none between. */
static void row_lines(struct press *p, const struct press_table *t, double high,
                      int (*span)(const struct press_table *t, int col))
{
    press_ink(p, 0.55, 0.4);
    press_line(p, p->left, p->y, p->right, p->y);
    press_line(p, p->left, p->y + high, p->right, p->y + high);
    for (int col = 0; col <= t->n;
         col += col < t->n && span ? span(t, col) : 1) {
        double x = press_left(p, t->from[col], 0);

        press_line(p, x, p->y, x, p->y + high);
    }
}

/* ---- headings -----------------------------------------------------------*/

static void head_measure(struct press *p, struct press_table *t)
{
    t->overs = false;
    t->over_high = t->head_high = 0;
    for (int i = 0; i < t->n; i++) {
        double high = head_cell_high(p, t, i, false);

        t->head_high = high > t->head_high ? high : t->head_high;
        t->overs |= t->column[i].over.n > 0;
    }
    t->head_high += 2 * PAD;
    for (int i = 0; t->overs && i < t->n; i += over_span(t, i)) {
        double high = head_cell_high(p, t, i, true);

        t->over_high = high > t->over_high ? high : t->over_high;
    }
    t->over_high += t->overs ? 2 * PAD : 0;
}

static void head_draw(struct press *p, const struct press_table *t)
{
    if (t->overs) {
        shade(p, t->over_high, HEAD_GREY);
        for (int i = 0; i < t->n; i += over_span(t, i))
            head_cell_draw(p, t, i, true, t->over_high);
        row_lines(p, t, t->over_high, over_span);
        p->y += t->over_high;
    }
    shade(p, t->head_high, HEAD_GREY);
    for (int i = 0; i < t->n; i++)
        head_cell_draw(p, t, i, false, t->head_high);
    row_lines(p, t, t->head_high, NULL);
    p->y += t->head_high;
    p->fresh = false;
}

void press_table_start(struct press *p)
{
    struct press_table *t = arena_new(p->arena, struct press_table);
    double all = 0, wide = p->right - p->left;

    t->column = p->item.column;
    t->n = p->item.n;
    t->points = p->item.points / 10.0;
    t->row_high = p->item.row_mm * MM;
    for (int i = 0; i < t->n; i++)
        all += t->column[i].wide;
    for (int i = 0; i < t->n; i++)
        t->from[i + 1] = t->from[i] + wide * t->column[i].wide / all;
    p->table = t;
    head_measure(p, t);
    press_need(p,
               t->over_high + t->head_high +
                   (t->row_high > 2 * t->points ? t->row_high : 4 * t->points));
    head_draw(p, t);
}

static int span_all(const struct press_table *t, int col)
{
    return t->n - col;
}

/* ---- rows ---------------------------------------------------------------*/

/* What stands in the cells of a row; NULL: nothing, a box or a symbol. */
struct row {
    PangoLayout *text[PAPER_COLUMNS];
    double text_high[PAPER_COLUMNS], high;
    int span;
    bool bold;
};

static void row_set(struct press *p, const struct press_table *t, struct row *r)
{
    r->bold = p->item.nature != ROW_PLAIN;
    r->span = p->item.nature == ROW_HEADING ? t->n : 1;
    r->high = t->row_high > t->points + 2 * PAD ? t->row_high :
                                                  t->points + 2 * PAD;
    for (int i = 0; i < t->n; i += r->span) {
        const struct paper_cell *c = &p->item.cell[i];
        bool symbol = c->what == CELL_SYMBOL && symbol_find(c->text);
        double high = c->what == CELL_BOX ? BOX_MM * MM : SYMBOL_MM * MM;

        r->text[i] = NULL;
        if (c->what != CELL_BOX && !symbol) {
            const struct cell said = { c->text, i, r->span, r->bold,
                                       t->column[i].align };

            if (!c->text.n)
                continue;
            r->text[i] = cell_set(p, t, &said, &high);
            r->text_high[i] = high;
        }
        if (high + 2 * PAD > r->high)
            r->high = high + 2 * PAD;
    }
}

static void box_draw(struct press *p, double x, double wide, double high)
{
    double size = BOX_MM * MM;

    if (!p->cr)
        return;
    press_ink(p, 0, 1);
    p->g->cairo_rectangle(p->cr, x + (wide - size) / 2,
                          p->y + (high - size) / 2, size, size);
    p->g->cairo_stroke(p->cr);
}

static void symbol_draw(struct press *p, struct str name, double x, double wide,
                        double high)
{
    double size = (high < wide ? high : wide) - 2 * PAD;

    press_symbol(p, name, x + (wide - size) / 2, p->y + (high - size) / 2,
                 size);
}

static void cell_draw(struct press *p, const struct press_table *t,
                      const struct row *r, int i)
{
    const struct paper_cell *c = &p->item.cell[i];
    double wide = cell_wide(t, i, r->span);
    double x = press_left(p, t->from[i], wide);

    if (r->text[i]) {
        double middle = (r->high - r->text_high[i]) / 2;

        press_show(p, r->text[i], x + PAD,
                   p->y + (t->row_high > 0 ? middle : PAD));
        press_free(p, r->text[i]);
    } else if (c->what == CELL_BOX) {
        box_draw(p, x, wide, r->high);
    } else if (c->what == CELL_SYMBOL) {
        symbol_draw(p, c->text, x, wide, r->high);
    }
}

/* A heading's text stands across all columns. A symbol that is none of ours is
 * written out. */
void press_table_row(struct press *p)
{
    const struct press_table *t = p->table;
    struct row r;

    row_set(p, t, &r);
    if (p->y + r.high > p->bottom) {
        press_turn(p);
        head_draw(p, t);
    }
    if (r.bold)
        shade(p, r.high, TOTAL_GREY);
    for (int i = 0; i < t->n; i += r.span)
        cell_draw(p, t, &r, i);
    row_lines(p, t, r.high, r.span == 1 ? NULL : span_all);
    p->y += r.high;
    p->fresh = false;
}

void press_table_end(struct press *p)
{
    p->table = NULL;
    p->y += 2 * PAD;
}

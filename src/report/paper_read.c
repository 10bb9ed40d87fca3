/* paper_read - a document for print as its drawer takes it: it came over a
 * socket, so everything in it is checked. */
#include <string.h>

#include "report/paper.h"

static bool bad(struct paper_reader *r)
{
    r->bad = true;
    return false;
}

static bool number_read(struct paper_reader *r, int64_t least, int64_t most,
                        int *out)
{
    uint64_t v = 0;

    *out = (int)least;
    for (int shift = 0; shift < 35; shift += 7) {
        uint8_t c;

        if (!r->rest.n)
            return bad(r);
        c = (uint8_t)r->rest.p[0];
        r->rest = str_from(r->rest, 1);
        v |= (uint64_t)(c & 127) << shift;
        if (c < 128) {
            if (v < (uint64_t)least || v > (uint64_t)most)
                return bad(r);
            *out = (int)v;
            return true;
        }
    }
    return bad(r);
}

static bool text_read(struct paper_reader *r, int most, struct str *out)
{
    int n;

    *out = S("");
    if (!number_read(r, 0, most, &n))
        return false;
    if ((size_t)n > r->rest.n ||
        !utf8_good((struct str){ r->rest.p, (size_t)n }))
        return bad(r);
    *out = (struct str){ r->rest.p, (size_t)n };
    r->rest = str_from(r->rest, (size_t)n);
    return true;
}

static bool words_read(struct paper_reader *r, struct str *out)
{
    return text_read(r, PAPER_CELL_BYTES, out);
}

bool paper_open(struct paper_reader *r, struct str bytes, struct arena *a)
{
    int lang, size, form, on;

    *r = (struct paper_reader){ .rest = bytes, .arena = a };
    if (bytes.n > PAPER_BYTES_MOST || !str_starts(bytes, S(PAPER_MARK)))
        return bad(r);
    r->rest = str_from(bytes, sizeof PAPER_MARK - 1);
    if (!number_read(r, LANG_EN, LANG_SD, &lang) ||
        !number_read(r, PAPER_A4, PAPER_CARD, &size) ||
        !number_read(r, PAPER_PDF, PAPER_PNG, &form) ||
        !number_read(r, 0, DAY_LAST - DAY_FIRST, &on) ||
        !words_read(r, &r->plan.title) || !words_read(r, &r->plan.head) ||
        !words_read(r, &r->plan.foot) || !words_read(r, &r->pages) ||
        !words_read(r, &r->plan.mark))
        return false;
    r->lang = (enum lang)lang;
    r->plan.size = (enum paper_size)size;
    r->plan.form = (enum paper_form)form;
    r->plan.on = DAY_FIRST + on;
    return true;
}

/* ---- items --------------------------------------------------------------*/

static bool columns_read(struct paper_reader *r, struct paper_item *x)
{
    struct paper_column *c;

    if (r->columns || !number_read(r, 1, PAPER_COLUMNS, &x->n) ||
        !number_read(r, 0, PAPER_ROW_MM, &x->row_mm) ||
        !number_read(r, PAPER_POINTS_LEAST, PAPER_POINTS_MOST, &x->points))
        return bad(r);
    c = arena_many(r->arena, struct paper_column, (size_t)x->n);
    x->column = c;
    r->columns = x->n;
    for (int i = 0; i < x->n; i++) {
        int align;

        if (!number_read(r, 1, PAPER_WIDE_MOST, &c[i].wide) ||
            !number_read(r, ALIGN_START, ALIGN_CENTRE, &align) ||
            !words_read(r, &c[i].title) || !words_read(r, &c[i].over))
            return false;
        c[i].align = (enum paper_align)align;
    }
    return true;
}

static bool row_read(struct paper_reader *r, struct paper_item *x)
{
    struct paper_cell *cell;
    int nature;

    if (!r->columns || !number_read(r, ROW_PLAIN, ROW_TOTAL, &nature))
        return bad(r);
    x->nature = (enum row_nature)nature;
    x->n = r->columns;
    cell = arena_many(r->arena, struct paper_cell, (size_t)x->n);
    x->cell = cell;
    for (int i = 0; i < x->n; i++) {
        int what;

        if (!number_read(r, CELL_TEXT, CELL_SYMBOL, &what) ||
            !words_read(r, &cell[i].text))
            return false;
        cell[i].what = (enum paper_cell_what)what;
    }
    return true;
}

static bool signers_read(struct paper_reader *r, struct paper_item *x)
{
    struct paper_cell *cell;

    if (!number_read(r, 1, PAPER_SIGNERS, &x->n))
        return false;
    cell = arena_many(r->arena, struct paper_cell, (size_t)x->n);
    x->cell = cell;
    for (int i = 0; i < x->n; i++)
        if (!words_read(r, &cell[i].text))
            return false;
    return true;
}

static bool item_read(struct paper_reader *r, struct paper_item *x)
{
    switch (x->what) {
    case PAPER_TITLE:
    case PAPER_HEADING:
    case PAPER_TEXT:
    case PAPER_SMALL:
    case PAPER_BOLD: return text_read(r, PAPER_TEXT_BYTES, &x->text);
    case PAPER_PAIR: return words_read(r, &x->text) && words_read(r, &x->more);
    case PAPER_QR:
        return text_read(r, PAPER_QR_BYTES, &x->text) &&
               words_read(r, &x->more) && (x->text.n || bad(r));
    case PAPER_LINES: return number_read(r, 1, PAPER_LINES_MOST, &x->n);
    case PAPER_GAP: return number_read(r, 1, PAPER_GAP_MOST, &x->n);
    case PAPER_SIGN: return signers_read(r, x);
    case PAPER_TABLE: return columns_read(r, x);
    case PAPER_ROW: return row_read(r, x);
    case PAPER_TABLE_END:
        if (!r->columns)
            return bad(r);
        r->columns = 0;
        return true;
    case PAPER_BREAK:
    case PAPER_CUT:
    case PAPER_TOGETHER:
    case PAPER_APART: return true;
    }
    return bad(r);
}

bool paper_next(struct paper_reader *r, struct paper_item *x)
{
    *x = (struct paper_item){ 0 };
    if (r->bad || !r->rest.n)
        return false;
    x->what = (enum paper_what)(uint8_t)r->rest.p[0];
    r->rest = str_from(r->rest, 1);
    if (r->columns && x->what != PAPER_ROW && x->what != PAPER_TABLE_END)
        return bad(r);
    return item_read(r, x);
}

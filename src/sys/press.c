/* press - pages and text. */
#include "sys/press.h"

#include <math.h>
#include <string.h>

#include "report/symbol.h"
#include "sys/sys.h"

#define TITLE_POINTS 16
#define HEADING_POINTS 12
#define TEXT_POINTS 10
#define SMALL_POINTS 8
#define LINE_MM 8       /* between two lines to write on */
#define QR_MM 26        /* a square code, with the quiet zone around it */
#define SIGN_MM 16      /* room to sign above a line */
#define LABEL_PART 0.28 /* of the line, for what a pair is called */
#define NARROW_LABEL_PART 0.42
#define NARROW_LETTERS 0.85 /* of their size elsewhere */
#define CARD_LETTERS 0.75
#define CARD_QR_MM 22
#define GAP 4            /* points between two items */
#define MARK_SHARE 0.066 /* letters of what lies across a page, of its width */

/* ---- text ---------------------------------------------------------------*/

static PangoAlignment alignment(const struct press *p, enum paper_align align)
{
    if (align == ALIGN_CENTRE)
        return PANGO_ALIGN_CENTER;
    return (align == ALIGN_END) == p->rtl ? PANGO_ALIGN_LEFT :
                                            PANGO_ALIGN_RIGHT;
}

/* Points as pango counts them; more than that is as far as it counts. */
static int pango_units(double points)
{
    static const double most = INT32_MAX / 2;
    double units = points * PANGO_SCALE;

    return units < most ? (int)units : (int)most;
}

PangoLayout *press_set(struct press *p, const struct press_text *t,
                       double *high)
{
    const struct pango *g = p->g;
    PangoLayout *l = g->pango_layout_new(p->context);
    PangoFontDescription *font = p->font[t->face];
    double points = t->points * (t->face == PRESS_TITLE ? p->title_larger : 1) *
                    (p->card   ? CARD_LETTERS :
                     p->narrow ? NARROW_LETTERS :
                                 1);
    int w, h;

    g->pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    g->pango_layout_set_font_description(l, font);
    g->pango_layout_set_auto_dir(l, FALSE);
    g->pango_layout_set_width(l, pango_units(t->wide));
    g->pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    g->pango_layout_set_alignment(l, alignment(p, t->align));
    if (t->most > 0) {
        g->pango_layout_set_height(l, pango_units(t->most));
        g->pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
    }
    g->pango_layout_set_text(l, t->text.p, (int)t->text.n);
    g->pango_layout_get_size(l, &w, &h);
    *high = (double)h / PANGO_SCALE;
    if (!p->cr)
        p->unknown += g->pango_layout_get_unknown_glyphs_count(l);
    return l;
}

void press_free(struct press *p, PangoLayout *layout)
{
    p->g->g_object_unref(layout);
}

void press_show(struct press *p, PangoLayout *layout, double x, double y)
{
    if (!p->cr)
        return;
    press_ink(p, 0, 0.5);
    p->g->cairo_move_to(p->cr, x, y);
    p->g->pango_cairo_show_layout(p->cr, layout);
}

double press_left(const struct press *p, double from, double wide)
{
    return p->rtl ? p->right - from - wide : p->left + from;
}

void press_ink(struct press *p, double grey, double line)
{
    if (!p->cr)
        return;
    p->g->cairo_set_source_rgb(p->cr, grey, grey, grey);
    p->g->cairo_set_line_width(p->cr, line);
}

void press_line(struct press *p, double x, double y, double to_x, double to_y)
{
    if (!p->cr)
        return;
    p->g->cairo_move_to(p->cr, x, y);
    p->g->cairo_line_to(p->cr, to_x, to_y);
    p->g->cairo_stroke(p->cr);
}

static void dotted_line(struct press *p, double x, double y, double wide,
                        double dot, double gap)
{
    const double dash[] = { dot, gap };

    if (!p->cr)
        return;
    press_ink(p, 0.35, 0.6);
    p->g->cairo_set_dash(p->cr, dash, 2, 0);
    press_line(p, x, y, x + wide, y);
    p->g->cairo_set_dash(p->cr, NULL, 0, 0);
}

/* ---- pages --------------------------------------------------------------*/

/* "{a}" and "{b}" replaced. */
static struct str pages_said(const struct press *p)
{
    struct buf b = buf_start(p->arena);
    struct str s = p->reader.pages;

    while (s.n) {
        bool a = str_starts(s, S("{a}")), of = str_starts(s, S("{b}"));

        if (a || of)
            buf_int(&b, a ? p->page : p->pages);
        else
            buf_char(&b, s.p[0]);
        s = str_from(s, a || of ? 3 : 1);
    }
    return buf_str(&b);
}

static void edge_text(struct press *p, struct str text, double y,
                      enum paper_align align)
{
    double half = (p->right - p->left) / 2, high;
    struct press_text t = { .text = text,
                            .points = SMALL_POINTS,
                            .wide = half - GAP,
                            .most = 1,
                            .align = align };
    PangoLayout *l;

    if (!text.n)
        return;
    l = press_set(p, &t, &high);
    press_show(p, l,
               press_left(p, align == ALIGN_START ? 0 : half + GAP, half - GAP),
               y);
    press_free(p, l);
}

/* What stands on every page above and below its text. */
static void edges_draw(struct press *p)
{
    struct arena_mark mark = arena_mark(p->arena);
    double head = p->top - 7 * MM, foot = p->bottom + 3 * MM;

    if (p->narrow || p->card)
        return;
    if (p->page > 1)
        edge_text(p, p->reader.plan.title, head, ALIGN_START);
    edge_text(p, p->reader.plan.head, head, ALIGN_END);
    edge_text(p, p->reader.plan.foot, foot, ALIGN_START);
    if (!p->endless)
        edge_text(p, pages_said(p), foot, ALIGN_END);
    press_ink(p, 0.6, 0.4);
    press_line(p, p->left, foot - 1 * MM, p->right, foot - 1 * MM);
    arena_back(p->arena, mark);
}

/* Across the page, pale, below all that is set on it. */
static void mark_across(struct press *p)
{
    double wide = 0.9 * (p->wide < p->high ? p->high : p->wide), high;
    struct press_text t = { .text = p->reader.plan.mark,
                            .points = wide * MARK_SHARE,
                            .wide = wide,
                            .face = PRESS_BOLD,
                            .align = ALIGN_CENTRE };
    PangoLayout *l = press_set(p, &t, &high);

    if (p->cr) {
        p->g->cairo_save(p->cr);
        p->g->cairo_translate(p->cr, p->wide / 2, p->high / 2);
        p->g->cairo_rotate(p->cr, -0.785);
        p->g->cairo_set_source_rgb(p->cr, 0.87, 0.87, 0.87);
        p->g->cairo_move_to(p->cr, -wide / 2, -high / 2);
        p->g->pango_cairo_show_layout(p->cr, l);
        p->g->cairo_restore(p->cr);
    }
    press_free(p, l);
}

/* A roll and a picture have no page to go across: it is their first line. */
static void mark_draw(struct press *p)
{
    struct arena_mark mark = arena_mark(p->arena);
    struct press_text t = { .text = p->reader.plan.mark,
                            .points = HEADING_POINTS,
                            .wide = p->right - p->left,
                            .face = PRESS_BOLD,
                            .align = ALIGN_CENTRE };
    double high;

    if (t.text.n && !p->narrow && !p->endless) {
        mark_across(p);
    } else if (t.text.n) {
        PangoLayout *l = press_set(p, &t, &high);

        press_show(p, l, p->left, p->y);
        press_free(p, l);
        p->y += high + GAP;
    }
    arena_back(p->arena, mark);
}

static void page_start(struct press *p)
{
    p->page++;
    p->y = p->top;
    p->fresh = true;
    p->beside = 0;
    mark_draw(p);
    edges_draw(p);
}

void press_turn(struct press *p)
{
    if (p->fresh)
        return;
    if (p->cr)
        p->g->cairo_show_page(p->cr);
    page_start(p);
}

void press_need(struct press *p, double high)
{
    /* What has been measured fits: who asks for more thinks of what follows,
     * and nothing does. */
    if (p->endless && p->pages)
        return;
    if (p->y + high > p->bottom)
        press_turn(p);
}

static double body_high(const struct press *p)
{
    return p->bottom - p->top;
}

/* Below the square code, for what needs the whole width. */
static void below_code(struct press *p)
{
    if (p->beside > 0 && p->y < p->beside_until)
        p->y = p->beside_until;
    p->beside = 0;
}

static double width(struct press *p)
{
    if (p->beside > 0 && p->y >= p->beside_until)
        p->beside = 0;
    return p->right - p->left - p->beside;
}

/* ---- items --------------------------------------------------------------*/

/* Lines one by one, so that a long text goes on on the next page. */
static void lines_draw(struct press *p, PangoLayout *l, double x)
{
    const struct pango *g = p->g;
    PangoLayoutIter *i = g->pango_layout_get_iter(l);

    do {
        PangoRectangle box;
        double high, base;

        g->pango_layout_iter_get_line_extents(i, NULL, &box);
        high = (double)box.height / PANGO_SCALE;
        base = (double)(g->pango_layout_iter_get_baseline(i) - box.y) /
               PANGO_SCALE;
        press_need(p, high);
        if (p->cr) {
            press_ink(p, 0, 0.5);
            g->cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE,
                             p->y + base);
            g->pango_cairo_show_layout_line(
                p->cr, g->pango_layout_iter_get_line_readonly(i));
        }
        p->y += high;
        p->fresh = false;
    } while (g->pango_layout_iter_next_line(i));
    g->pango_layout_iter_free(i);
}

/* Letters that Noto Nastaliq lacks; amid it those of another face would stand
 * apart from their neighbours. */
static bool sindhi_only(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (c == 0x6aa || c == 0x6fd || c == 0x6fe)
            return true;
    }
    return false;
}

static void text_draw(struct press *p, double points, enum press_face face,
                      double above, double keep)
{
    struct press_text t = {
        .text = p->item.text, .points = points, .wide = width(p), .face = face
    };
    double high;
    PangoLayout *l;

    if (face == PRESS_TITLE && p->reader.lang == LANG_UR && sindhi_only(t.text))
        t.face = PRESS_BOLD;
    l = press_set(p, &t, &high);
    if (!p->fresh)
        p->y += above;
    press_need(p, high < body_high(p) / 4 ? high + keep : keep);
    lines_draw(p, l, press_left(p, 0, t.wide));
    press_free(p, l);
    p->y += GAP;
}

static void pair_draw(struct press *p)
{
    double wide = width(p), high, value_high;
    double label_wide = (p->right - p->left) *
                        (p->narrow ? NARROW_LABEL_PART : LABEL_PART);
    struct press_text t = { .text = p->item.text,
                            .points = TEXT_POINTS,
                            .wide = label_wide - GAP,
                            .most = body_high(p) / 2,
                            .face = PRESS_BOLD };
    PangoLayout *label = press_set(p, &t, &high), *value;
    double more;

    t = (struct press_text){ .text = p->item.more,
                             .points = TEXT_POINTS,
                             .wide = wide - label_wide,
                             .most = body_high(p) / 2 };
    value = press_set(p, &t, &value_high);
    more = high > value_high ? high : value_high;
    if (!p->item.more.n && more < LINE_MM * MM)
        more = LINE_MM * MM; /* room to write */
    press_need(p, more);
    press_show(p, label, press_left(p, 0, label_wide - GAP), p->y);
    press_show(p, value, press_left(p, label_wide, t.wide), p->y);
    if (!p->item.more.n)
        dotted_line(p, press_left(p, label_wide, t.wide), p->y + more - 2,
                    t.wide, 1, 2);
    press_free(p, label);
    press_free(p, value);
    p->y += more + 1;
    p->fresh = false;
}

static void empty_lines(struct press *p, int n)
{
    below_code(p);
    while (n--) {
        press_need(p, LINE_MM * MM);
        p->y += LINE_MM * MM;
        dotted_line(p, p->left, p->y - 2, p->right - p->left, 1, 2);
        p->fresh = false;
    }
    p->y += GAP;
}

static void cut_draw(struct press *p)
{
    below_code(p);
    press_need(p, 6 * MM);
    p->y += 3 * MM;
    dotted_line(p, 0, p->y, p->wide, 6, 4);
    p->y += 3 * MM;
    p->fresh = false;
}

static void sign_draw(struct press *p)
{
    int n = p->item.n;
    double slot = (p->right - p->left) / n, most = 0;
    PangoLayout *l[PAPER_SIGNERS];

    below_code(p);
    for (int i = 0; i < n; i++) {
        struct press_text t = { .text = p->item.cell[i].text,
                                .points = SMALL_POINTS + 1,
                                .wide = slot - 3 * GAP,
                                .most = body_high(p) / 3,
                                .align = ALIGN_CENTRE };
        double high;

        l[i] = press_set(p, &t, &high);
        most = high > most ? high : most;
    }
    press_need(p, SIGN_MM * MM + most + GAP);
    p->y += SIGN_MM * MM;
    for (int i = 0; i < n; i++) {
        double x = press_left(p, slot * i, slot);

        press_ink(p, 0, 0.6);
        press_line(p, x + 1.5 * GAP, p->y, x + slot - 1.5 * GAP, p->y);
        press_show(p, l[i], x + 1.5 * GAP, p->y + 2);
        press_free(p, l[i]);
    }
    p->y += most + GAP;
    p->fresh = false;
}

/* ---- square codes -------------------------------------------------------*/

static void modules_draw(struct press *p, const QRcode *code, double x,
                         double y, double size)
{
    double one = size / code->width;

    press_ink(p, 0, 0);
    for (int i = 0; i < code->width * code->width; i++)
        if (code->data[i] & 1)
            p->g->cairo_rectangle(p->cr, x + one * (i % code->width),
                                  y + one * (i / code->width), one, one);
    p->g->cairo_fill(p->cr);
}

/* At the line's end; what follows stands beside it. */
static void code_draw(struct press *p)
{
    double size = (p->card ? CARD_QR_MM : QR_MM) * MM, quiet = 2 * MM, high = 0,
           left;
    struct press_text t = { .text = p->item.more,
                            .points = SMALL_POINTS - 1,
                            .wide = size,
                            .most = 3 * SMALL_POINTS,
                            .align = ALIGN_CENTRE };
    QRcode *code =
        p->g->QRcode_encodeData((int)p->item.text.n,
                                (const unsigned char *)p->item.text.p, 0,
                                QR_ECLEVEL_M);
    PangoLayout *said;

    if (!code)
        return;
    below_code(p);
    said = press_set(p, &t, &high);
    press_need(p, size + high);
    left = press_left(p, (p->right - p->left - size) / (p->narrow ? 2 : 1),
                      size);
    if (p->cr)
        modules_draw(p, code, left + quiet, p->y, size - 2 * quiet);
    if (p->item.more.n)
        press_show(p, said, left, p->y + size - 2 * quiet + 2);
    press_free(p, said);
    p->g->QRcode_free(code);
    if (p->narrow) { /* nothing fits beside it */
        p->y += size + (p->item.more.n ? high : 0);
    } else {
        p->beside = size + 2 * GAP;
        p->beside_until = p->y + size - quiet + (p->item.more.n ? high : 0);
    }
    p->fresh = false;
}

void press_symbol(struct press *p, struct str name, double x, double y,
                  double size)
{
    const struct symbol *s = symbol_find(name);
    const char *path = s ? s->path : "";
    const struct pango *g = p->g;
    enum symbol_stroke stroke;
    int at[6];
    double k = size / 100, d[6];

    if (!p->cr || !s)
        return;
    press_ink(p, 0, 5 * k);
    g->cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_ROUND);
    g->cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
    while (symbol_next(&path, &stroke, at)) {
        for (int i = 0; i < 6; i++)
            d[i] = (i % 2 ? y : x) + k * at[i];
        switch (stroke) {
        case STROKE_MOVE: g->cairo_move_to(p->cr, d[0], d[1]); break;
        case STROKE_LINE: g->cairo_line_to(p->cr, d[0], d[1]); break;
        case STROKE_CURVE:
            g->cairo_curve_to(p->cr, d[0], d[1], d[2], d[3], d[4], d[5]);
            break;
        case STROKE_RING:
            g->cairo_new_sub_path(p->cr);
            g->cairo_arc(p->cr, d[0], d[1], k * at[2], 0, 2 * M_PI);
            break;
        case STROKE_CLOSE: g->cairo_close_path(p->cr); break;
        }
    }
    g->cairo_stroke(p->cr);
    g->cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_BUTT);
    g->cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_MITER);
}

/* ---- a document ---------------------------------------------------------*/

static void item_draw(struct press *p);

/* How high all is until its end; then it is read again. */
static double together_high(const struct press *p)
{
    struct press ahead = *p;
    struct arena_mark mark = arena_mark(p->arena);

    ahead.cr = NULL;
    ahead.y = ahead.top = 0;
    ahead.bottom = 1e9;
    ahead.fresh = false;
    ahead.table = NULL;
    while (paper_next(&ahead.reader, &ahead.item) &&
           ahead.item.what != PAPER_APART &&
           ahead.item.what != PAPER_TOGETHER && ahead.item.what != PAPER_BREAK)
        item_draw(&ahead);
    arena_back(p->arena, mark);
    below_code(&ahead);
    return ahead.y;
}

static void together_start(struct press *p)
{
    double high = together_high(p);

    below_code(p);
    if (high <= body_high(p))
        press_need(p, high);
}

static void item_draw(struct press *p)
{
    switch (p->item.what) {
    case PAPER_TITLE: text_draw(p, TITLE_POINTS, PRESS_TITLE, 0, 0); break;
    case PAPER_HEADING:
        text_draw(p, HEADING_POINTS, PRESS_TITLE, 2 * GAP, 3 * HEADING_POINTS);
        break;
    case PAPER_TEXT: text_draw(p, TEXT_POINTS, PRESS_TEXT, 0, 0); break;
    case PAPER_SMALL: text_draw(p, SMALL_POINTS, PRESS_TEXT, 0, 0); break;
    case PAPER_BOLD: text_draw(p, TEXT_POINTS, PRESS_BOLD, GAP, 0); break;
    case PAPER_PAIR: pair_draw(p); break;
    case PAPER_LINES: empty_lines(p, p->item.n); break;
    case PAPER_GAP:
        if (!p->fresh)
            p->y += p->item.n * MM;
        break;
    case PAPER_BREAK:
        if (p->endless)
            p->y += 6 * MM;
        else
            press_turn(p);
        break;
    case PAPER_CUT: cut_draw(p); break;
    case PAPER_TOGETHER: together_start(p); break;
    case PAPER_APART: break;
    case PAPER_QR: code_draw(p); break;
    case PAPER_SIGN: sign_draw(p); break;
    case PAPER_TABLE:
        below_code(p);
        press_table_start(p);
        break;
    case PAPER_ROW: press_table_row(p); break;
    case PAPER_TABLE_END: press_table_end(p); break;
    }
}

bool press_pass(struct press *p, struct str document)
{
    struct arena_mark mark;

    if (!paper_open(&p->reader, document, p->arena))
        return false;
    p->page = 0;
    page_start(p);
    mark = arena_mark(p->arena);
    while (p->page <= (p->endless ? 1 : PRESS_PAGES) &&
           paper_next(&p->reader, &p->item)) {
        item_draw(p);
        if (!p->table)
            arena_back(p->arena, mark);
    }
    if (p->table)
        press_table_end(p);
    below_code(p);
    return !p->reader.bad && p->page <= (p->endless ? 1 : PRESS_PAGES);
}

/* press_file - a document as a file: its page, its faces, the bytes. */
#include "sys/press.h"

#include <string.h>

/* What a roll's printer leaves free at each side, and a sheet's border. */
static double margin_mm(const struct paper_plan *plan)
{
    if (plan->size == PAPER_ROLL58)
        return 5;
    if (plan->size == PAPER_CARD)
        return 4;
    if (plan->form == PAPER_PNG)
        return 7;
    return plan->size == PAPER_A5 ? 10 : 14;
}

static void size_set(struct press *p)
{
    static const double size[][2] = { { 210, 297 },
                                      { 297, 210 },
                                      { 148, 210 },
                                      { 58, PRESS_LONG_MM },
                                      { 85.6, 54 } };
    const struct paper_plan *plan = &p->reader.plan;
    double margin = margin_mm(plan) * MM;

    p->narrow = plan->size == PAPER_ROLL58;
    p->card = plan->size == PAPER_CARD;
    p->endless = p->narrow || plan->form == PAPER_PNG;
    p->wide = size[plan->size][0] * MM;
    p->high = (p->endless ? PRESS_LONG_MM : size[plan->size][1]) * MM;
    p->margin = margin + (p->narrow || p->card ? 0 : 4 * MM);
    p->left = margin;
    p->right = p->wide - margin;
    p->top = p->margin;
    p->bottom = p->high - p->margin;
}

/* Once it is known where the text ends. */
static void size_end(struct press *p)
{
    if (!p->endless)
        return;
    p->bottom = p->y + 1; /* what is drawn is measured twice: no rounding */
    p->high = p->bottom + p->margin;
}

/* Urdu and Sindhi have their own forms of some letters and digits: the
 * language chooses them. */
static void fonts_set(struct press *p)
{
    /* Text; then titles: Nastaliq as Urdu books are headed, and Lateef as
     * Sindhi ones, larger because its letters are small. Noto Nastaliq has no
     * Sindhi letters, and its bold says it is no bolder: it is not carried. */
    static const char *const family[] = { "Noto Sans, Noto Naskh Arabic",
                                          "Noto Naskh Arabic, Noto Sans",
                                          "Noto Naskh Arabic, Noto Sans" };
    static const char *const title[] = {
        "Noto Sans, Noto Naskh Arabic",
        "Noto Nastaliq Urdu, Noto Naskh Arabic, Noto Sans",
        "Lateef, Noto Naskh Arabic, Noto Sans"
    };
    static const double larger[] = { 1, 1, 1.35 };
    const struct pango *g = p->g;
    enum lang lang = p->reader.lang;
    cairo_font_options_t *options = g->cairo_font_options_create();

    g->cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    g->cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    p->context = g->pango_font_map_create_context(g->fonts);
    g->pango_cairo_context_set_font_options(p->context, options);
    g->cairo_font_options_destroy(options);
    g->pango_context_set_round_glyph_positions(p->context, FALSE);
    p->rtl = lang_right_to_left(lang);
    g->pango_context_set_base_dir(p->context, p->rtl ? PANGO_DIRECTION_RTL :
                                                       PANGO_DIRECTION_LTR);
    g->pango_context_set_language(p->context, g->pango_language_from_string(
                                                  lang_name(lang)));
    for (int face = 0; face < PRESS_FACES; face++) {
        bool bold = face == PRESS_BOLD ||
                    (face == PRESS_TITLE && lang != LANG_UR);

        p->font[face] = g->pango_font_description_new();
        g->pango_font_description_set_family(
            p->font[face], (face == PRESS_TITLE ? title : family)[lang]);
        g->pango_font_description_set_weight(p->font[face],
                                             bold ? PANGO_WEIGHT_BOLD :
                                                    PANGO_WEIGHT_NORMAL);
    }
    p->title_larger = larger[lang];
}

/* ---- the file -----------------------------------------------------------*/

cairo_status_t press_file_add(void *file, const unsigned char *p, unsigned n)
{
    struct press_file *f = file;

    if (f->bytes.n + n > PRESS_FILE_BYTES) {
        f->full = true;
        return CAIRO_STATUS_WRITE_ERROR;
    }
    buf_add(&f->bytes, (struct str){ (const char *)p, n });
    return CAIRO_STATUS_SUCCESS;
}

/* The same document gives the same bytes: its date is its own. */
static void file_say(struct press *p, cairo_surface_t *s)
{
    struct buf made = buf_start(p->arena);

    day_put(&made, p->reader.plan.on);
    buf_z(&made, "T00:00:00Z");
    p->g->cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE,
                                         arena_z(p->arena,
                                                 p->reader.plan.title));
    p->g->cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR,
                                         "Saath");
    p->g->cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE,
                                         arena_z(p->arena, buf_str(&made)));
}

bool press_on(struct press *p, struct str document, cairo_surface_t *s)
{
    const struct pango *g = p->g;
    bool good = press_pass(p, document);

    if (good)
        g->cairo_show_page(p->cr);
    good = g->cairo_status(p->cr) == CAIRO_STATUS_SUCCESS && good;
    g->cairo_destroy(p->cr);
    p->cr = NULL;
    return good && g->cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
}

static enum paper_made pdf_draw(struct press *p, struct str document,
                                struct press_file *f)
{
    const struct pango *g = p->g;
    cairo_surface_t *s = g->cairo_pdf_surface_create_for_stream(press_file_add,
                                                                f, p->wide,
                                                                p->high);
    bool good;

    file_say(p, s);
    p->cr = g->cairo_create(s);
    good = press_on(p, document, s);
    g->cairo_surface_finish(s);
    good = good && g->cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
    g->cairo_surface_destroy(s);
    return f->full ? PAPER_TOO_BIG : good ? PAPER_MADE : PAPER_BAD;
}

struct paper_told press_draw(const struct pango *g, struct str document,
                             struct arena *a)
{
    struct arena scratch = { 0 };
    struct press p = { .g = g, .arena = &scratch };
    struct press_file f = { .bytes = buf_start(a) };
    struct paper_told told = { .made = PAPER_BAD };

    if (paper_open(&p.reader, document, &scratch)) {
        size_set(&p);
        fonts_set(&p);
        if (press_pass(&p, document)) {
            p.pages = p.page;
            told.pages = p.pages;
            told.unknown = p.unknown;
            size_end(&p);
            told.made = (p.reader.plan.form == PAPER_PNG ?
                             press_png :
                             pdf_draw)(&p, document, &f);
        } else if (!p.reader.bad) {
            told.made = PAPER_TOO_BIG;
        }
        for (int face = 0; face < PRESS_FACES; face++)
            g->pango_font_description_free(p.font[face]);
        g->g_object_unref(p.context);
    }
    if (told.made == PAPER_MADE)
        told.file = buf_str(&f.bytes);
    arena_free(&scratch);
    return told;
}

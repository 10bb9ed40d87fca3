/* press_png - a document as a picture to send: grey, small, one page. */
#include "sys/press.h"

#include <math.h>

/* Dots to the millimetre: legible on a phone, whatever the sheet. A picture
 * that is too large in bytes is drawn again with fewer. */
static const double dots[] = { 5, 4.5, 6, 10, 10 };
#define FEWER 0.85
#define FEWEST 0.4
#define GREYS 15 /* shades beside white: what a letter's edge needs */

/* Rounds a shade, so that equal ones stand together and pack well. */
static unsigned char shade(unsigned char v)
{
    return (unsigned char)((v * GREYS + 127) / 255 * (255 / GREYS));
}

/* One byte a dot in place of three: a picture of grey. */
static cairo_surface_t *grey_of(const struct pango *g, cairo_surface_t *s,
                                int wide, int high)
{
    cairo_surface_t *grey = g->cairo_image_surface_create(CAIRO_FORMAT_A8, wide,
                                                          high);
    unsigned char *to = g->cairo_image_surface_get_data(grey);
    const unsigned char *from;
    size_t to_step = (size_t)g->cairo_image_surface_get_stride(grey);
    size_t from_step = (size_t)g->cairo_image_surface_get_stride(s);

    g->cairo_surface_flush(s);
    from = g->cairo_image_surface_get_data(s);
    for (size_t y = 0; to && from && y < (size_t)high; y++)
        for (size_t x = 0; x < (size_t)wide; x++)
            to[y * to_step + x] = shade(from[y * from_step + 4 * x + 1]);
    g->cairo_surface_mark_dirty(grey);
    return grey;
}

/* With so many dots to a point. */
static bool picture_draw(struct press *p, struct str document, double scale,
                         struct press_file *f)
{
    const struct pango *g = p->g;
    int wide = (int)lround(p->wide * scale), high = (int)ceil(p->high * scale);
    cairo_surface_t *s = g->cairo_image_surface_create(CAIRO_FORMAT_RGB24, wide,
                                                       high);
    cairo_surface_t *grey;
    bool good;

    p->cr = g->cairo_create(s);
    g->cairo_set_source_rgb(p->cr, 1, 1, 1);
    g->cairo_paint(p->cr);
    g->cairo_scale(p->cr, scale, scale);
    good = press_on(p, document, s);
    if (good) {
        grey = grey_of(g, s, wide, high);
        good = g->cairo_surface_write_to_png_stream(grey, press_file_add, f) ==
               CAIRO_STATUS_SUCCESS;
        g->cairo_surface_destroy(grey);
    }
    g->cairo_surface_destroy(s);
    return good;
}

enum paper_made press_png(struct press *p, struct str document,
                          struct press_file *f)
{
    double full = dots[p->reader.plan.size] / MM;

    for (double scale = full; scale >= full * FEWEST; scale *= FEWER) {
        f->bytes.n = 0;
        if (!picture_draw(p, document, scale, f))
            return f->full ? PAPER_TOO_BIG : PAPER_BAD;
        if (f->bytes.n <= PAPER_PICTURE_BYTES)
            return PAPER_MADE;
    }
    return PAPER_TOO_BIG;
}

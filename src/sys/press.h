/* press - draws a document of report/paper.h as PDF or PNG.
 *
 * Inside src/sys only: press.c sets pages and text, press_table.c tables,
 * press_file.c the sheet they stand on and the PDF, press_png.c the picture. All is done twice: first only measured, to know
 * how many pages there are, then drawn. Lengths are points, 72 to the inch,
 * downwards from the page's upper left corner. */
#ifndef SAATH_PRESS_H
#define SAATH_PRESS_H

#include "report/paper.h"
#include "sys/pango.h"

#define MM (72 / 25.4)
enum {
    PRESS_PAGES = 500,
    PRESS_LONG_MM = 900, /* the longest roll or picture */
    PRESS_FILE_BYTES = 12 << 20
};

enum press_face { PRESS_TEXT, PRESS_BOLD, PRESS_TITLE, PRESS_FACES };

struct press {
    const struct pango *g;
    struct arena *arena; /* of the document's items; given back as they go */
    PangoContext *context;
    PangoFontDescription *font[PRESS_FACES];
    double title_larger; /* how much larger a title's letters are set */
    struct paper_reader reader;
    struct paper_item item;
    cairo_t *cr;       /* NULL: only measured */
    double wide, high; /* of the page */
    double margin;
    double left, right, top, bottom; /* where text may stand */
    double y;
    bool rtl, fresh;             /* fresh: nothing stands on this page yet */
    bool narrow;                 /* a roll of 58 mm */
    bool card;                   /* of a purse */
    bool endless;                /* one page, as high as its text */
    double beside, beside_until; /* a square code: its width, where it ends */
    int page, pages;
    int64_t unknown;
    struct press_table *table; /* the one that is open */
};

/* One text set to a width. Freed with press_free; *high is what it takes. */
struct press_text {
    struct str text;
    double points, wide, most; /* most: cut with dots beyond; 0: not */
    enum press_face face;
    enum paper_align align;
};
PangoLayout *press_set(struct press *p, const struct press_text *t,
                       double *high);
void press_free(struct press *p, PangoLayout *layout);
/* Draws it with its upper left corner there. */
void press_show(struct press *p, PangoLayout *layout, double x, double y);
/* A new page, unless this one is fresh. */
void press_turn(struct press *p);
/* A new page when less than `high` is left on this one. */
void press_need(struct press *p, double high);
/* Left edge of what begins `from` points after the line's start and is `wide`:
 * from the right where people read so. */
double press_left(const struct press *p, double from, double wide);
void press_line(struct press *p, double x, double y, double to_x, double to_y);
void press_ink(struct press *p, double grey, double line);
void press_symbol(struct press *p, struct str name, double x, double y,
                  double size);

void press_table_start(struct press *p);
void press_table_row(struct press *p);
void press_table_end(struct press *p);

/* From the first item to the last, in the face and on the page that were set;
 * false when it is no document, or has too many pages. */
bool press_pass(struct press *p, struct str document);

/* What is drawn on a surface goes there; beyond PRESS_FILE_BYTES: full. */
struct press_file {
    struct buf bytes;
    bool full;
};
cairo_status_t press_file_add(void *file, const unsigned char *p, unsigned n);
/* The last pass, on a surface that it gives back; false when it failed. */
bool press_on(struct press *p, struct str document, cairo_surface_t *s);
enum paper_made press_png(struct press *p, struct str document,
                          struct press_file *f);

/* The document as the file it asks to be, with what is to be told of it; the
 * bytes in the arena. Never fails: what cannot be drawn is told. */
struct paper_told press_draw(const struct pango *g, struct str document,
                             struct arena *a);

#endif

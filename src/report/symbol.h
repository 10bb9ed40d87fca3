/* symbol - pictures that stand for candidates on a ballot, for voters who do
 * not read. Drawn by us, as lines; none is the sign of a large party (arrow,
 * bat, bicycle, book, kite, lantern, scales, tiger, tree). */
#ifndef SAATH_SYMBOL_H
#define SAATH_SYMBOL_H

#include "base/base.h"

struct symbol {
    const char *name; /* "sun"; what people call it is the word symbol.NAME */
    const char *path; /* see symbol_next */
};
extern const struct symbol symbol_table[]; /* by name */
extern const int symbol_count;
const struct symbol *symbol_find(struct str name); /* NULL: none of ours */

/* A stroke of a path, on a square of 100 by 100, y downwards. */
enum symbol_stroke {
    STROKE_MOVE = 'M',  /* x y */
    STROKE_LINE = 'L',  /* x y */
    STROKE_CURVE = 'C', /* two points that pull, then x y */
    STROKE_RING = 'O',  /* x y radius: a circle of its own */
    STROKE_CLOSE = 'Z'
};
/* The stroke at *path, which moves past it; false at the end. */
bool symbol_next(const char **path, enum symbol_stroke *stroke, int at[6]);
/* As an <svg class="symbol"> in the colour of the text around it. Its name for
 * who cannot see it is the page's to say. */
void symbol_svg(struct buf *b, const struct symbol *s);

#endif

/* grid_cell - what taking in a sheet (grid.c) and drawing it (grid_draw.c) share.
 * What these give lives in the request's arena. */
#ifndef SAATH_WEB_GRID_CELL_H
#define SAATH_WEB_GRID_CELL_H

#include "web/grid.h"

/* "attendance.3.amount": the name of a field of the form. */
const char *grid_cell(struct rq *rq, const struct grid *g, int row,
                      const char *field);
/* "attendance[3].amount": where findings say that it is. */
const char *grid_path(struct rq *rq, const struct grid *g,
                      const struct grid_row *row, const char *field);
bool grid_choice(const struct grid_column *c);
bool grid_flag(const struct grid_column *c);
/* What was typed, or what the button "all" says of a row left open. */
struct str grid_said(struct rq *rq, const struct grid *g,
                     const struct grid_row *row, const struct grid_column *c);
/* Of the rows as they are drawn: what is kept, or was typed. */
struct grid_sums grid_sums_drawn(const struct grid *g);

#endif

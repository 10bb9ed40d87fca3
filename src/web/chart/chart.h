/* chart - a picture of a sheet, beside the sheet itself.
 *
 * Nothing is computed for a picture: what is drawn are cells of the sheet, and
 * the sheet stands on the page as a table, for whoever has no script and for
 * readers aloud. A point opens what its cell opens. app/chart.ts draws. */
#ifndef SAATH_WEB_CHART_H
#define SAATH_WEB_CHART_H

#include "web/web.h"

enum chart_kind {
    CHART_LINE,   /* rows are times */
    CHART_BAR,    /* rows are classes, in their order */
    CHART_STACK,  /* the same, columns on top of each other */
    CHART_ROWS,   /* rows lie below each other, the greatest first */
    CHART_PYRAMID /* two columns, one to each side */
};
enum {
    CHART_SERIES = 6,
    CHART_POINTS = 400,
    CHART_RANKED = 24 /* rows of CHART_ROWS; the table has the others */
};
struct chart {
    enum chart_kind kind;
    const char *column[CHART_SERIES + 1]; /* their keys; NULL ends them */
    const char *name; /* the column that names rows; NULL: the first */
    bool folded;      /* the table is folded away where there is a picture */
};
/* The picture and its table. Headings and totals are not drawn. */
void chart_draw(struct rq *rq, const struct sheet *s, const struct chart *c);
/* The picture alone, of a table that the page draws itself, within the element
 * of that id. False, and nothing: all of it is nought. */
bool chart_of(struct rq *rq, const struct sheet *s, const struct chart *c,
              const char *id);
/* The picture that a report's nth sheet (from 0) has; none: nothing. */
void chart_of_report(struct rq *rq, const struct report *r, int n,
                     const struct sheet *s, const char *id);
/* Style and script of pictures and maps, once on a page. */
void chart_parts(struct rq *rq);

/* In a filter: which indicator, which organisation. */
void indicator_input(struct rq *rq, struct str now);
void rsp_input(struct rq *rq, struct id now);
/* The indicator of which this one is a part ("hh" of "hh_base"); or empty. */
struct str indicator_base(struct rq *rq, struct str code);

#endif

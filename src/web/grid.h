/* grid - a sheet of many rows typed at once: the rows of one ROWS field, each
 * about a thing that is known before (a member, a household, an instalment).
 *
 * It knows field tables and nothing of what the rows mean. The server draws a
 * whole form; app/part/grid.ts adds keys, totals, undo and drafts. Inputs are
 * named as in form.c: "attendance.3.saved". */
#ifndef SAATH_GRID_H
#define SAATH_GRID_H

#include "web/web.h"

enum { GRID_COLUMNS = 8, GRID_CHOICES = 4 /* more are drawn as a select */ };

struct grid_row {
    const char *key;    /* what the hidden input says: an id, or "new0" */
    struct id id;       /* what goes into the key field */
    const char *label;  /* a name; NULL: grid.head draws the first cell */
    const char *hint;   /* beside the label; "" none */
    int64_t agreed;     /* offered in grey; INT_NONE: nothing */
    int64_t due;        /* only shown in grey: it counts when it is typed; 0 */
    int32_t sex;        /* 0 women, 1 men, -1 not known */
    const void *record; /* the child as it stands; NULL: nothing was said */
    bool off;           /* drawn only when something is said of it */
    int from;           /* filled by grid_take: row as posted, -1 none */
    int at;             /* filled by grid_take: row of the record, -1 none */
};
struct grid_column {
    /* Of the child: CHOICE, COUNT, MONEY, TEXT, FLAG. */
    const struct field *field;
    int32_t confirms; /* of a CHOICE: the one that confirms what is grey; -1 */
    bool agreed;      /* the row's agreed amount stands here in grey */
    bool due;         /* what is due of the row stands here in grey */
    bool more;        /* not drawn until somebody asks, or something is said */
};
struct grid {
    const struct field *rows; /* a ROWS field */
    const struct field *key;  /* the REF of its child that names a row */
    struct grid_column column[GRID_COLUMNS];
    int columns;
    struct grid_row *row;
    int n;
    const char *title; /* over the labels */
    const char *more;  /* what the columns are called that are `more` */
    /* Draws what stands in the first cell of a row without a label. */
    void (*head)(struct rq *rq, const struct grid *g, int row);
    /* What stands in a cell of a column that is `due`, below its input; NULL:
     * nothing. */
    void (*beside)(struct rq *rq, const struct grid *g, int row);
    void *self;
    const struct findings *found; /* paths: "attendance[3].saved" */
    bool posted;                  /* set by grid_take: show what was typed */
    bool all;                     /* set by grid_take: "all" was pressed */
    bool things;                  /* rows are no people: no sums by sex */
};
/* What the rows say in all. */
struct grid_sums {
    int64_t women, men, unknown; /* rows that are confirmed, by sex */
    int64_t marked;              /* rows whose first CHOICE is said */
    int64_t amount;              /* of the column that is `agreed` */
    int64_t sum[GRID_COLUMNS];   /* of each MONEY column */
};

/* Reads the posted rows that say something into `out`, in the grid's order.
 * What is grey counts where its row is confirmed and nothing else is typed, as
 * it was shown. Says STOP where a cell is not understood, or where something is
 * said of a thing that is no row of this grid. */
void grid_take(struct rq *rq, struct grid *g, struct list *out,
               struct findings *f);
/* Fills row[].at and row[].record from a record that stands, by the key. */
void grid_fill(struct grid *g, const struct list *list);
struct grid_sums grid_sums(const struct grid *g, const struct list *list);
/* The sheet with its bar of sums. Inside a form. Of columns that are `more` and
 * say nothing the page has one cell each, in a <template>. */
void grid_draw(struct rq *rq, const struct grid *g);
/* A browser without scripts has asked for all that the page leaves to them: the
 * button of grid_unscripted was pressed, on this page or an earlier one. */
bool grid_whole(struct rq *rq);
/* Is that the page it wants, and no more? */
bool grid_whole_asked(struct rq *rq);
/* That button, for browsers without scripts alone; once it was pressed, what
 * says so when the form is sent. */
void grid_unscripted(struct rq *rq);
/* The same rows, only to be read; rows that say nothing are left out, and so
 * are columns that are `more` and say nothing. */
void grid_show(struct rq *rq, const struct grid *g);

#endif

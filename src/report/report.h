/* report - tables for people: made from figures, drawn in any form.
 *
 * A sheet is columns, rows and notes. Ratios keep both their parts; numbers
 * are integers with a scale; each cell may say where it opens. */
#ifndef SAATH_REPORT_H
#define SAATH_REPORT_H

#include "core/core.h"
#include "db/db.h"

/* ---- sheets -------------------------------------------------------------*/

enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_RATIO };
struct column {
    const char *key;          /* machine name in csv and json: "hh_cov_pct" */
    const char *word;         /* word key of its heading */
    const char *over;         /* word key of the heading over several, or NULL */
    enum column_type type;
    int scale;                /* of a number: decimals kept in the integer */
};
struct sheet_cell {
    bool said;                /* an empty cell is not a zero */
    struct str text;
    int64_t number;           /* or the numerator of a ratio */
    int64_t of;               /* denominator; 0: the ratio has no value */
    struct str link;          /* page that opens it, or empty */
};
enum row_nature { ROW_PLAIN, ROW_HEADING, ROW_TOTAL };
struct sheet_row {
    enum row_nature nature;
    struct sheet_cell *cell;  /* as many as there are columns */
};
struct sheet {
    struct arena *arena;
    struct str title, subtitle;
    const struct column *column;
    int columns;
    struct sheet_row *row;
    size_t rows, room;
    struct str note[16];
    int notes;
};
struct sheet sheet_start(struct arena *a, const struct column *c, int columns);
struct sheet_row *sheet_add(struct sheet *s, enum row_nature nature);
void cell_text(struct sheet_row *r, int col, struct str text);
void cell_number(struct sheet_row *r, int col, int64_t v);
void cell_ratio(struct sheet_row *r, int col, int64_t part, int64_t of);
void cell_link(struct sheet_row *r, int col, struct str link);

/* Percent of a ratio with two decimals, half away from zero; *said is false
 * when there is nothing to divide by. */
int64_t ratio_percent(int64_t part, int64_t of, bool *said);
/* Digits grouped for reading: by thousands, or lakh and crore. */
void number_put(struct buf *b, int64_t v, int scale, bool lakh);

void sheet_text(struct buf *b, const struct sheet *s, enum lang lang);
void sheet_csv(struct buf *b, const struct sheet *s);
void sheet_json(struct buf *b, const struct sheet *s, enum lang lang);
void sheet_html(struct buf *b, const struct sheet *s, enum lang lang);
/* Native only; xlsx bytes in the arena, empty after a fault. */
struct str sheet_xlsx(const struct sheet *const *s, int n, enum lang lang,
                      struct arena *a);

/* ---- figures ------------------------------------------------------------*/

/* What is asked of figures. As-of is the end of a month; with a period, flows
 * are those of from..as_of and stocks are at its end. */
struct question {
    month as_of;
    month from;               /* MONTH_NONE: cumulative */
    struct id place;          /* none: everywhere */
    struct id rsp, project;   /* none: all */
    int by;                   /* enum report_by */
    enum lang lang;
    bool lakh;
};
enum report_by { BY_DEFAULT, BY_PROVINCE, BY_DISTRICT, BY_TALUKA, BY_UC,
                 BY_RSP };
#define REPORT_BY "default|province|district|taluka|uc|rsp"

/* ---- reports ------------------------------------------------------------*/

struct report {
    const char *name;
    enum right right;
    /* Sheets of the answer, at most 8; says what it refuses. */
    int (*make)(struct db *db, const struct question *q, struct arena *a,
                struct sheet *out, struct findings *f);
};
#define REPORT(x, needs)                                                     \
    static int x##_make(struct db *, const struct question *,                \
                        struct arena *, struct sheet *, struct findings *);  \
    extern const struct report report_##x;                                   \
    const struct report report_##x = { #x, needs, x##_make };                \
    static int x##_make(struct db *db, const struct question *q,             \
                        struct arena *a, struct sheet *out,                  \
                        struct findings *f)

extern const struct report *const report_index[];    /* generated, by name */
extern const int report_count;
extern const char *const report_help[];
const struct report *report_find(struct str name);

#endif

/* report - tables for people: made from figures, drawn in any form.
 *
 * A sheet is columns, rows and notes. Ratios keep both their parts; numbers
 * are integers with a scale; each cell may say where it opens. */
#ifndef SAATH_REPORT_H
#define SAATH_REPORT_H

#include "core/core.h"
#include "db/db.h"

/* ---- sheets -------------------------------------------------------------*/

/* COLUMN_DAY is text too: a day or a month as machines write it, 2014-06-03 or
 * 2014-06. People read it in words; what is neither stays as it is. */
enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_RATIO, COLUMN_DAY };
bool column_words(enum column_type type); /* text, not a number */
struct column {
    const char *key;  /* machine name in csv and json: "hh_cov_pct" */
    const char *word; /* word key of its heading */
    const char *over; /* word of the heading over several, or NULL */
    enum column_type type;
    int scale; /* of a number: decimals kept in the integer */
};
struct sheet_cell {
    bool said; /* an empty cell is not a zero */
    int scale; /* of number and of; the column's unless told */
    struct str text;
    int64_t number;  /* or the numerator of a ratio */
    int64_t of;      /* denominator; 0: the ratio has no value */
    struct str link; /* page that opens it, or empty */
    bool more;       /* than the things that its row is made of is in it */
};
enum row_nature { ROW_PLAIN, ROW_HEADING, ROW_TOTAL };
struct sheet_row {
    enum row_nature nature;
    struct sheet_cell *cell; /* as many as there are columns */
    struct str key;          /* by which report.behind knows it, or empty */
};
struct sheet {
    struct arena *arena;
    struct str title, subtitle;
    const struct column *column;
    int columns;
    const struct str *label; /* headings that are data, where not empty;
                                 NULL: all of them are words */
    struct sheet_row *row;
    size_t rows, room;
    struct str note[16];
    int notes;
    bool lakh;     /* group digits by lakh and crore */
    bool exact;    /* every digit is shown, as in books: 1,234.50 */
    uint32_t zero; /* sheet_html: the digit 0 it shows; 0 and '0': ASCII */
};
struct sheet sheet_start(struct arena *a, const struct column *c, int columns);
/* The row lives until the next one is added; its cells as long as the arena. */
struct sheet_row *sheet_add(struct sheet *s, enum row_nature nature);
void sheet_note(struct sheet *s, struct str note); /* beyond 16: dropped */
void cell_text(struct sheet_row *r, int col, struct str text);
void cell_number(struct sheet_row *r, int col, int64_t v);
/* "3 June 2014", "June 2014": a cell of a COLUMN_DAY for people. */
struct str day_shown(struct arena *a, enum lang lang, struct str text);
/* The day that stands there, or the first of its month; *whole: it is a day. */
bool cell_day_read(struct str text, day *d, bool *whole);
void cell_scaled(struct sheet_row *r, int col, int64_t v, int scale);
void cell_ratio(struct sheet_row *r, int col, int64_t part, int64_t of);
void cell_ratio_scaled(struct sheet_row *r, int col, int64_t part, int64_t of,
                       int scale);
void cell_link(struct sheet_row *r, int col, struct str link);

struct str sheet_heading(const struct sheet *s, int col, enum lang lang);

/* Percent of a ratio with two decimals, half away from zero; *said is false
 * when there is nothing to divide by. */
int64_t ratio_percent(int64_t part, int64_t of, bool *said);
/* For reading: rounded to a whole number, digits grouped by thousands, or by
 * lakh and crore. What is below one keeps two decimals. */
void number_put(struct buf *b, int64_t v, int scale, bool lakh);
/* For books: all its digits, grouped, with as many decimals as its scale. */
void number_full(struct buf *b, int64_t v, int scale, bool lakh);
/* What was written with 0 to 9, with the ten digits that begin at `zero`. */
void digits_put(struct buf *b, struct str said, uint32_t zero);
/* A number of a sheet, as the sheet shows them. */
void number_shown(struct buf *b, const struct sheet *s,
                  const struct sheet_cell *c);
/* For machines: all its decimals without trailing zeros. */
void number_exact(struct buf *b, int64_t v, int scale);

void sheet_text(struct buf *b, const struct sheet *s, enum lang lang);
void sheet_csv(struct buf *b, const struct sheet *s);
void sheet_json(struct buf *b, const struct sheet *s, enum lang lang);
void sheet_html(struct buf *b, const struct sheet *s, enum lang lang);
/* A whole page around the tables, for a file that is opened alone. */
void report_page_html(struct buf *b, const struct sheet *s, int n,
                      enum lang lang);
/* Data as it stands in markup, between tags or in quotes. Signs that turn the
 * order of the text behind them are left out: what is read is what is there. */
void html_escaped(struct buf *b, struct str s);
/* "text", "csv" (the first sheet), "json" or "html"; false for any other. */
bool report_write(struct buf *b, const struct sheet *s, int n,
                  struct str format, enum lang lang);
/* Native only, wants a folder for temporary files ($TMPDIR or /tmp); xlsx
 * bytes in the arena, empty after a fault. */
struct str sheet_xlsx(const struct sheet *const *s, int n, enum lang lang,
                      struct arena *a);

/* ---- questions ----------------------------------------------------------*/

/* What is asked of figures. As-of is the end of a month; with a period, flows
 * are those of from..as_of and stocks are at its end. Books and loans are known
 * by the day: reports of them may be asked for the end of a day of that month. */
struct question {
    month as_of;
    day on;                 /* a day of as_of; 0: the last one */
    month from;             /* MONTH_NONE: cumulative */
    struct id place;        /* none: everywhere */
    struct id rsp, project; /* none: all */
    int by;                 /* enum report_by */
    enum lang lang;
    bool lakh;
    int sheet;             /* the one wanted, from 1; 0: all of them */
    struct id publication; /* whose changes; none: the latest issue */
    int figures;           /* enum report_figures */
    bool groups;           /* groups count as COs, their members too */
    struct str banding;    /* bands of poverty; empty: those of the figures */
    struct str card;       /* scorecard; empty: that of the bands */
    struct str line;       /* poverty line of a card; empty: its first */
    struct id book;        /* of a body or an RSP, for reports of books */
    struct id fund;        /* only this one of its funds; none: all of it */
    bool own;              /* only what is in no fund: the book's own money */
    struct str head;       /* only this head of account; empty: all */
    struct id party;       /* only this part of it; none: all */
};
enum report_by {
    BY_DEFAULT,
    BY_PROVINCE,
    BY_DISTRICT,
    BY_TALUKA,
    BY_UC,
    BY_RSP
};
#define REPORT_BY "default|province|district|taluka|uc|rsp"
/* Checked: without what waits for a second person's yes, or was returned. */
enum report_figures { FIGURES_ALL, FIGURES_CHECKED };
#define REPORT_FIGURES "all|checked"

/* Sets from and as_of by "month", "quarter", "fy", "project" (as the one that
 * holds q->as_of, and ends there) or "YYYY-MM..YYYY-MM". The quarter is of the
 * calendar; the year begins in month 7, a project's in `year_begins` (1..12,
 * 0: July). False, and q as it was, for anything else. */
bool question_period(struct question *q, struct str said, int year_begins);
/* As words that question_read takes back: what a publication keeps as its
 * arguments. "as_of=2014-12 by=province place=<hex>". */
struct str question_text(const struct question *q, struct arena *a);
day question_day(const struct question *q); /* the last one that it is about */
/* "2014-12", or "2014-12-15" where that is asked. */
struct str question_until(const struct question *q, struct arena *a);
bool question_read(struct str text, struct question *q);

/* ---- figures ------------------------------------------------------------*/

/* As-of sums of one indicator at one level of places, for several months,
 * with the geography of one day. Postings are not read. */
#define FIGURE_POINTS 24
struct figure_ask {
    struct str indicator;
    struct str also;   /* added to it; or none */
    int level;         /* of places: country 0 ... settlement 8 */
    struct id place;   /* only this one; none: all of the level */
    struct id project; /* none: all rows */
    day on;
    const month *at; /* as of the ends of these months */
    int points;      /* 1..FIGURE_POINTS */
    int figures;     /* enum report_figures */
};
struct figure {
    struct id place, rsp;
    bool said;   /* something was posted, if only a nought */
    int64_t *at; /* one sum for each month asked */
};
struct figures {
    struct figure *at; /* by place, rsp */
    size_t n;
};
struct figures figures_read(struct db *db, struct arena *a,
                            const struct figure_ask *ask);
const struct figure *figures_find(const struct figures *f, struct id place,
                                  struct id rsp);
/* Those of one place. */
struct figures figures_of(const struct figures *f, struct id place);

/* One number for a question's place, rsp and project. "kept.X" is what
 * registers give of X before they count. Organisations that share a place are
 * counted by the indicator's rule; for several months, in `out`. False
 * where nothing was ever posted, or no such indicator. */
bool figure_total(struct db *db, const struct question *q, struct str indicator,
                  const month *at, int points, int64_t *out);

/* The same for n places of one level at once, as of one month: out[i] is of
 * place[i]. q->place and q->from are not looked at. */
struct place_total {
    bool said;
    int64_t amount;
};
void figure_totals(struct db *db, const struct question *q,
                   struct str indicator, int level, const struct id *place,
                   size_t n, struct place_total *out);

/* ---- poverty -------------------------------------------------------------*/

/* The bands that figures use at the end of a month: the card they are read on,
 * and where the last one, of those who are not poor, begins (hundredths of a
 * point). False: there are none. In the arena. */
bool poor_below(struct db *db, month as_of, struct arena *a, struct str *card,
                int64_t *below);

/* Households of a question's place, at the end of its month, by the whole
 * points of their scores; the bands these are read by, and the rate by each
 * poverty line of the card. q->line is not looked at. */
#define SHAPE_POINTS 101 /* 0..100 */
struct shape_band {
    struct str code, title;
    int64_t least, ends; /* hundredths; `ends` is not in it */
};
struct shape_line {
    struct str line;
    int64_t households;
    int64_t rate;  /* hundredths of a percent; INT_NONE of nobody */
    int64_t width; /* half of its interval (90 %), thousandths of a point */
};
struct shape {
    struct str card, banding, programme;
    int64_t known[SHAPE_POINTS], organised[SHAPE_POINTS];
    int64_t households, members;   /* scored: of the base, organised */
    const struct shape_band *band; /* rising */
    size_t bands;
    const struct shape_line *line; /* by code */
    size_t lines;
};
/* False: no such place or banding. In the arena. */
bool shape_read(struct db *db, const struct question *q, struct arena *a,
                struct shape *out);
/* The indicator of a point's households: "hh.known@CARD.23", "hh@CARD.23". */
struct str shape_code(struct arena *a, const struct shape *s, bool organised,
                      int point);

/* ---- from filings to registers ------------------------------------------*/

/* One indicator of an RSP in a district: what was filed and what registers
 * give, and the postings page's indicator and month of each. */
struct cutover_line {
    struct str code, name, kept_code;
    int scale, rank;
    bool flow;         /* registers add to what was filed */
    month until;       /* from then registers count; MONTH_NONE: not signed */
    struct id cutover; /* what says so */
    month filed_at, kept_at;
    struct place_total filed, kept;
    struct place_total now; /* of registers, as of the question's month */
};
struct cutover_pair {
    struct id place, rsp;
    struct str place_name, rsp_code;
    month filed; /* of the last filing; MONTH_NONE: there is none */
    bool waits;  /* not all of its indicators are signed */
    struct cutover_line *line;
    size_t lines;
};
/* Districts with registers, or with a signed switch, by name and RSP; within
 * the question's place and rsp. Returns how many; all in the arena. */
size_t cutovers_read(struct db *db, const struct question *q, struct arena *a,
                     struct cutover_pair **out);

/* ---- postings behind a figure -------------------------------------------*/

struct posting_row {
    struct id entry, place, rsp;
    month month;
    struct str place_name, rsp_code;
    int64_t amount;
    bool open; /* its entry waits for a check, or was returned */
};
struct postings_page {
    int scale;      /* of the indicator */
    int64_t n;      /* how many there are (checked: of those that count) */
    int64_t sum;    /* of all of them */
    int64_t figure; /* what the report says: another number only
                                 where a place is counted once over rsps */
    struct posting_row *at;
    size_t rows;
};
/* Postings of q's months and project (with q->groups also those of groups)
 * within a place (none: everywhere) and of
 * an rsp (none: all), in order of month and entry. `unplaced` takes only those
 * that stand in no district. `offset`, `limit` >= 0. */
struct postings_page postings_list(struct db *db, const struct question *q,
                                   struct str indicator, struct id place,
                                   struct id rsp, bool unplaced, int64_t offset,
                                   int64_t limit, struct arena *a);

/* The postings of a fiscal year's months up to q's that one of the staff, or all
 * of a unit, brought about in q's place, RSP and project, as the work plan counts
 * them; with neither those of which nobody is known. In order of entry and
 * month; in the arena. */
struct organiser_ask {
    struct id staff, unit; /* unit none: of that staff */
};
struct organiser_entry {
    struct id entry;
    month month;
    int64_t amount;
};
size_t organiser_entries(struct db *db, struct arena *a,
                         const struct question *q, struct str indicator,
                         month july, const struct organiser_ask *ask,
                         struct organiser_entry **out);

/* ---- reports ------------------------------------------------------------*/

/* What a number of a report is made of: things of a kind, with what each adds. */
#define OPENED_MOST 500
struct opened_one {
    struct id id;
    paisa amount; /* INT_NONE: it is counted */
};
struct opened {
    const char *kind;
    struct opened_one *at;
    size_t n; /* at most OPENED_MOST, of all `of` */
    int64_t of;
    paisa sum; /* of all that have an amount */
};
void opened_add(struct opened *b, struct arena *a, struct id id, paisa amount);
/* The key of a row that is the nth of something. */
struct str opened_key(struct arena *a, int64_t nth);

#define REPORT_SHEETS 8
struct report {
    const char *name;
    enum right right;
    bool bands, lines; /* may be asked for q->banding, q->line */
    bool book;         /* of one book, q->book: its pages are /books/ID/... */
    bool days;         /* may be asked for q->on */
    const char
        *apart; /* the titles of its sheets ("progress.story|..."), where a
                          page shows one of them and names the others; or NULL */
    /* Sheets of the answer, at most 8; says what it refuses. */
    int (*make)(struct db *db, const struct question *q, struct arena *a,
                struct sheet *out, struct findings *f);
    /* What the number of a row (its key) and of one of the columns that `opens`
     * names ("women|men") is made of; NULL: its numbers open otherwise. False:
     * there is no such row. */
    const char *opens;
    bool (*behind)(struct db *db, const struct question *q, struct str row,
                   struct str column, struct arena *a, struct opened *out);
};
#define REPORT(x, ...) /* the right that it needs, then more fields */         \
    static int x##_make(struct db *, const struct question *, struct arena *,  \
                        struct sheet *, struct findings *);                    \
    extern const struct report report_##x;                                     \
    const struct report report_##x = { .name = #x,                             \
                                       .make = x##_make,                       \
                                       .right = __VA_ARGS__ };                 \
    static int x##_make(struct db *db, const struct question *q,               \
                        struct arena *a, struct sheet *out,                    \
                        struct findings *f)

extern const struct report *const report_index[]; /* generated, by name */
extern const int report_count;
extern const char *const report_about[];
const struct report *report_find(struct str name);
/* May that report be asked for the day that q names; tells what not. */
bool report_knows(const struct report *r, const struct question *q,
                  struct findings *f);

#endif

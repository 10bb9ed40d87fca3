/* paper - a document for print: what stands on it, in order, as bytes.
 *
 * Pure. A page or a report builds one here; the paper helper (sys/paper.c)
 * draws it as PDF or as a picture. Which page a line falls on, fonts and joined letters are the
 * helper's; what is said, its order and its direction are said here. The text
 * is plain: there is no markup that data could carry. */
#ifndef SAATH_PAPER_H
#define SAATH_PAPER_H

#include "report/report.h"

enum {
    PAPER_BYTES = 4 << 20, /* of a document; beyond it takes no more: `full` */
    PAPER_BYTES_MOST = PAPER_BYTES + (512 << 10), /* with its last item */
    PAPER_CELLS = 150000,                         /* of a document, too */
    PAPER_TEXT_BYTES = 64 << 10, /* of a paragraph: what is longer is cut */
    PAPER_CELL_BYTES = 4096,     /* of a cell, a label, a title */
    PAPER_QR_BYTES = 400,
    PAPER_COLUMNS = 40, /* of one table */
    PAPER_WIDE_MOST = 1000,
    PAPER_ROW_MM = 120, /* the height that a row may ask for */
    PAPER_POINTS = 90,  /* tenths of a point: letters of a table */
    PAPER_POINTS_LEAST = 50,
    PAPER_POINTS_MOST = 300,
    PAPER_SIGNERS = 8, /* lines of one paper_sign */
    PAPER_LINES_MOST = 60,
    PAPER_GAP_MOST = 200
};
#define PAPER_MARK "saath-paper-1\n" /* a document begins so */

/* ---- building -----------------------------------------------------------*/

/* PAPER_ROLL58 is the roll of a slip printer, 58 mm wide and as long as its
 * text: one page, smaller letters, no lines above and below. PAPER_CARD is a
 * card of a purse (ID-1, 85.6 by 54 mm), one a page, set as small and as bare. */
enum paper_size { PAPER_A4, PAPER_A4_WIDE, PAPER_A5, PAPER_ROLL58, PAPER_CARD };
/* A picture to send is one page as high as its text, in grey, below
 * PAPER_PICTURE_BYTES; breaks of the page are gaps in it. */
enum paper_form { PAPER_PDF, PAPER_PNG };
#define PAPER_PICTURE_BYTES 100000
struct paper_plan {
    enum paper_size size;
    enum paper_form form;
    struct str title; /* of the file, and in small print on every page */
    struct str head;  /* at the other end of that line: a body and its code */
    struct str foot;  /* beside "page 2 of 5" */
    day on;           /* when it was made: the file's date */
    struct str mark;  /* large and pale across every page: a sample; or none */
};
struct paper {
    struct buf bytes;
    enum lang lang;
    enum paper_size size;
    enum paper_form form;
    int columns; /* of the table that is open; 0: none */
    size_t cells;
    size_t mark_at; /* where the plan's mark stands in the bytes */
    bool full;      /* too long: nothing more is taken */
};

/* Texts are copied; the paper lives as long as the arena. */
struct paper paper_start(struct arena *a, enum lang lang,
                         const struct paper_plan *plan);
/* The plan's mark, of a document that is built already. */
void paper_mark(struct paper *p, struct str text);
void paper_title(struct paper *p, struct str text); /* the large one */
void paper_heading(struct paper *p, struct str text);
/* A paragraph; a line feed in it begins a new line. Empty: nothing. */
void paper_text(struct paper *p, struct str text);
void paper_small(struct paper *p, struct str text); /* a note, in small print */
void paper_bold(struct paper *p, struct str text);
/* "Label   value"; those that follow each other stand as one block. An empty
 * value is a dotted line to write on. */
void paper_pair(struct paper *p, struct str label, struct str value);
void paper_pair_word(struct paper *p, const char *word, struct str value);
void paper_lines(struct paper *p, int n); /* dotted lines to write on, 1..60 */
void paper_gap(struct paper *p, int mm);  /* 1..200 */
void paper_break(struct paper *p);        /* the rest on a new page */
void paper_cut(struct paper *p);          /* a dashed line to cut along */
/* All until paper_apart() on one page, when one page can hold it. Not nested,
 * and no paper_break() within. */
void paper_together(struct paper *p);
void paper_apart(struct paper *p);
/* A square code at the end of the line, the text beside it; `said` stands
 * below in small print. At most 400 bytes of text: longer is left out. */
void paper_qr(struct paper *p, struct str text, struct str said);
/* Lines to sign on, side by side, with who signs below each. */
void paper_sign(struct paper *p, const struct str *who, int n);

enum paper_align { ALIGN_START, ALIGN_END, ALIGN_CENTRE };
struct paper_column {
    struct str title;
    struct str over; /* the heading over it and its neighbours of that name */
    int wide;        /* its share of the width, 1..1000; 0: by its title */
    enum paper_align align;
};
enum paper_cell_what {
    CELL_TEXT,
    CELL_BOX,   /* an empty box to mark; the text is not drawn */
    CELL_SYMBOL /* the symbol of that name, large; see symbol.h */
};
struct paper_cell {
    enum paper_cell_what what;
    struct str text;
};
/* Rows are at least row_mm high (0: as the text needs), for what is written by
 * hand. `points` is the size of its letters in tenths (0: 90). The heading
 * stands again on every page; a row is never cut. */
void paper_table(struct paper *p, const struct paper_column *c, int n,
                 int row_mm, int points);
/* As many cells as there are columns. */
void paper_row(struct paper *p, enum row_nature nature, const struct str *cell);
void paper_cells(struct paper *p, const struct paper_cell *cell);
void paper_table_end(struct paper *p);

/* A report's sheet: title, table, notes. What is too wide for the page goes
 * below in parts, each with the first column again. */
void paper_sheet(struct paper *p, const struct sheet *s);
/* All sheets of a report as one document, upright or wide as they need. */
struct paper paper_of_sheets(struct arena *a, const struct sheet *s, int n,
                             enum lang lang, day on);

/* "3 June 2014", by the words of that language; empty for DAY_NONE. */
struct str paper_day(struct arena *a, enum lang lang, day d);
/* The document; of one that is too long what went in. */
struct str paper_bytes(struct paper *p);

/* ---- reading, by who draws it -------------------------------------------*/

enum paper_what {
    PAPER_TITLE = 'T',
    PAPER_HEADING = 'H',
    PAPER_TEXT = 'P',
    PAPER_SMALL = 's',
    PAPER_BOLD = 'b',
    PAPER_PAIR = 'V',  /* text, more */
    PAPER_LINES = 'l', /* n */
    PAPER_GAP = 'g',   /* n */
    PAPER_BREAK = 'B',
    PAPER_CUT = 'c',
    PAPER_TOGETHER = 'k',
    PAPER_APART = 'a',
    PAPER_QR = 'Q',    /* text, more: what is said of it */
    PAPER_SIGN = 'S',  /* cell, n */
    PAPER_TABLE = 'C', /* column, n; row_mm, points */
    PAPER_ROW = 'R',   /* cell, n; nature */
    PAPER_TABLE_END = 'E'
};
struct paper_item {
    enum paper_what what;
    struct str text, more;
    int n, row_mm, points;
    enum row_nature nature;
    const struct paper_column *column;
    const struct paper_cell *cell;
};
struct paper_reader {
    struct str rest;
    struct arena *arena;
    enum lang lang;
    struct paper_plan plan;
    struct str pages; /* "Page {a} of {b}" */
    int columns;
    bool bad; /* what came is no paper */
};
/* False: it is no document. Texts borrow from the bytes. */
bool paper_open(struct paper_reader *r, struct str bytes, struct arena *a);
/* The next item, its columns and cells in the arena; false at the end and when
 * what is left is none (`bad`). Everything is checked: good UTF-8, rows as wide
 * as their table, numbers within their bounds. */
bool paper_next(struct paper_reader *r, struct paper_item *item);

/* ---- what the helper answers --------------------------------------------*/

enum paper_made {
    PAPER_MADE,
    PAPER_BAD,     /* the bytes are no document */
    PAPER_TOO_BIG, /* more pages than it draws at once, too long a roll */
    PAPER_NONE     /* this machine cannot: its libraries are not there */
};
struct paper_told {
    enum paper_made made;
    int64_t pages, unknown; /* unknown: signs that no font of ours has */
    struct str file;        /* PDF or PNG, as the document asked */
};
struct str paper_reply(struct arena *a, const struct paper_told *told);
bool paper_reply_read(struct str reply, struct paper_told *out);

#endif

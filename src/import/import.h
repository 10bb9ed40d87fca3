/* import - sheets of other people into facts, and facts into sheets.
 *
 * Bytes come in, drafts go to a writer; nothing here opens a file. Every row
 * is kept, known already, queued for a name, or told to be bad with its field
 * and the reason; nothing is dropped in silence. Coming again is harmless: a
 * row's id is made from the file's hash, the sheet, the row and the kind. */
#ifndef SAATH_IMPORT_H
#define SAATH_IMPORT_H

#include "log/log.h"

/* ---- one run ------------------------------------------------------------*/

/* A row that did not go in, or a file that could not be read (row 0). */
struct import_bad {
    struct str file, sheet;
    int row;
    struct str field;       /* heading or field name, may be "" */
    struct finding why;     /* its words: finding.WHAT */
    struct str said;        /* what stood there, may be "" */
    const struct str *cell; /* the whole row as text */
    int cells;
};
/* What a person should know though nothing was refused. Its sentence stands
 * under "import.WHAT", followed by `text`. */
struct import_note {
    const char *what;
    struct str sheet;
    int row; /* 0: the sheet or file as a whole */
    struct str text;
};

struct import_count {
    int64_t rows;               /* rows that said facts */
    int64_t kept, known, fixed; /* facts */
    int64_t bad;                /* rows */
    int64_t queued;             /* facts that wait for a name */
    int64_t marked;             /* facts kept with a warning */
    int64_t formulas;           /* cells taken by their last value */
};

struct import {
    struct db *db;        /* for reading */
    struct writer writer; /* not used in a dry run */
    struct str login;
    day today;
    int64_t now;    /* seconds since 1970 */
    bool dry;       /* say what would happen */
    bool alone;     /* nobody else waits for the writer: larger chunks */
    enum lang lang; /* of words inside notes */
    void *self;     /* of the next two; may be NULL */
    void (*bad)(void *self, const struct import_bad *b);
    void (*note)(void *self, const struct import_note *n);
    log_progress *progress; /* or NULL */
    void *progress_self;
    /* Work on local tables, see struct site; NULL: not from here. */
    void *local_self;
    bool (*local)(void *self, void (*work)(void *memo, struct db *db),
                  void *memo);
};
struct import_file {
    struct str name, bytes;
};

/* All rows of a csv, xlsx or json lines file as records of one kind. False
 * when the file could not be read at all (told as bad, row 0) or after a
 * fault, which db_fault or the writer has. */
bool import_records(const struct import *i, const struct kind *k,
                    struct import_file file, struct import_count *out);
/* A register of members: each row is a person in a body, with her household.
 * Bodies are named by their code; household, person and member are made, or
 * corrected where they are here already. */
bool import_members(const struct import *i, struct import_file file,
                    struct import_count *out);
/* A census: households with their persons, and what they answered on the card
 * of that code (empty: as the column `card` or the survey says). A row is a
 * person or a whole household; a json line is a household with its `persons`.
 * A bad person is refused alone, bad answers with their score; a household that
 * cannot be taken with all its rows. */
bool import_census(const struct import *i, struct str card,
                   struct import_file file, struct import_count *out);
/* The network's quarterly workbook: its district table and its cumulative
 * table as filings. */
bool import_outreach(const struct import *i, struct import_file file,
                     struct import_count *out);

/* One row of a reject file, and the line above the first. */
void reject_head(struct buf *b, enum lang lang);
void reject_line(struct buf *b, enum lang lang, const struct import_bad *bad);
void csv_put(struct buf *b, struct str cell); /* quoted where needed */

/* ---- columns of somebody's own sheet ------------------------------------*/

/* Remember that this heading means this field of the kind ("" : leave out).
 * Runs on the writer's connection, inside a transaction. */
struct column_said {
    struct str kind, heading, field;
};
void column_remember(struct db *db, const struct column_said *c);
/* What the columns of a file's first sheet with rows would be taken for. */
struct column_seen {
    struct str heading;
    struct str field; /* empty: not known */
};
size_t columns_see(struct db *db, const struct kind *k, struct import_file file,
                   struct arena *a, struct column_seen **out);

/* ---- places by what people call them ------------------------------------*/

struct finder;
/* Loads names, aliases and codes; lives in the arena, closes by itself. */
struct finder *finder_open(struct db *db, struct arena *a);
/* The place called so, at that level (-1: any) within `within` (none: any) on
 * that day, or if then nowhere, on any day. Returns how many fit; 1: found. */
int finder_place(struct finder *f, struct str said, int level, struct id within,
                 day on, struct id *out);
int finder_rsp(struct finder *f, struct str said, struct id *out);
int finder_level(struct finder *f, struct id place); /* -1 unknown */
struct proposal {
    struct id place;
    struct str name;
    int apart; /* edit distance; less is nearer */
};
/* Nearest first, at most `most`. */
size_t finder_propose(struct finder *f, struct str said, int level,
                      struct id within, struct arena *a, size_t most,
                      struct proposal *out);
/* Folded, without "(overlapping)", "district" and the marks of footnotes. */
struct str place_fold(struct str said, struct arena *a);

/* ---- the naming queue ---------------------------------------------------*/

struct naming_row {
    int64_t n; /* 0: not numbered yet */
    struct str said, source;
    struct id within;
    struct str within_name;
    int64_t level, rows_waiting;
};
/* What waits for a name, by number; in arena memory. */
size_t naming_list(struct db *db, struct arena *a, struct naming_row **out);
bool naming_find(struct db *db, int64_t n, struct arena *a,
                 struct naming_row *out);
/* Numbers whatever waits in filings and is not in the queue; on the writer's
 * connection, inside a transaction. `memo` is not used. */
void naming_refresh(void *memo, struct db *db);
/* The row of the queue by its number, or, in digits' stead, by what was said
 * where that is said only once. */
bool naming_read(struct db *db, struct str what, struct arena *a,
                 struct naming_row *out);
/* Strikes a settled row off the local queue; as naming_refresh. */
struct naming_mark {
    const struct naming_row *row;
    struct id place;
};
void naming_strike(void *memo, struct db *db); /* struct naming_mark */
/* The same for row n of the queue, when its filings wait no longer. */
void naming_strike_row(struct db *db, int64_t n, struct id place);
/* This name means that place: an alias, and a fix for each filing that
 * waits. False with findings, or without any after a fault. `moved`: how many
 * filings moved. What has moved waits no more and so leaves the list. */
bool naming_settle(struct db *db, struct writer w, const struct naming_row *row,
                   struct id place, struct str login, struct arena *a,
                   struct findings *f, int64_t *moved);

/* ---- a published workbook against itself --------------------------------*/

/* A printed total that its own rows do not give. */
struct check_line {
    const char *table; /* province grand rsp provinces
                                             cumulative rows */
    struct str sheet;
    int row;
    struct str of;             /* the province, RSP or indicator */
    struct str column;         /* "uc_now" ... */
    int64_t printed, computed; /* times 10^scale; INT_NONE: blank */
    int scale;
    const char *why;   /* word key "check.why.WHY" */
    struct str places; /* or what it follows from */
    struct str others; /* other sets that would fit */
};
struct check {
    struct arena *arena;
    month as_of;
    struct check_line *line;
    size_t n, room;
    size_t totals; /* printed totals looked at */
};
/* False when the file is no such workbook; then *why says. */
bool check_outreach(struct import_file file, struct arena *a, struct check *out,
                    struct finding *why);
void check_text(struct buf *b, enum lang lang, const struct check *c);

/* ---- out ----------------------------------------------------------------*/

enum export_form { EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON };
/* Every record of a kind that counts, with its id first; a row of a ROWS
 * field is a line of its own. Names only when `sealed`; CNIC and phone never.
 * `put` takes the text piece by piece and answers
 * false to stop. */
bool export_records(struct db *db, const struct kind *k, enum export_form form,
                    enum lang lang, bool sealed,
                    bool (*put)(void *self, struct str piece), void *self);
/* An xlsx to fill in: headings in the language, choices to pick from. Empty
 * after a fault. */
struct str template_xlsx(const struct kind *k, enum lang lang, struct arena *a);
/* A page to print and fill in by hand. */
void template_blank(struct buf *b, const struct kind *k, enum lang lang);

#endif

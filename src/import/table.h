/* table - sheets of rows of cells, out of csv, xlsx or json lines.
 *
 * Bytes in memory go in, one row at a time comes out; nothing here opens a
 * file, asks the clock or writes. A row's memory is used again for the next,
 * so a sheet of a million rows needs the memory of one (and, in xlsx, of its
 * shared strings). Numbers stay the text that stands in the file. */
#ifndef SAATH_TABLE_H
#define SAATH_TABLE_H

#include "base/base.h"

#define TABLE_BYTES (1024L * 1024 * 1024) /* largest file */
#define TABLE_CELLS 1024                  /* widest row, to its last value */
#define TABLE_ROWS 1048576                /* of an xlsx sheet */
#define TABLE_ROW_BYTES (1024 * 1024)     /* longest row */

/* ---- what came out ------------------------------------------------------*/

enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,   /* all of a csv */
    CELL_NUMBER, /* literal: "114797", "4.5E-2" */
    CELL_DATE,   /* "2014-12-31", with "T13:45:00" where a time is
                               * said; a time alone is "13:45:00" */
    CELL_BOOL,   /* "true" or "false" */
    CELL_ERROR   /* "#DIV/0!" */
};
struct cell {
    struct str text; /* good UTF-8 */
    enum cell_kind kind;
    bool formula; /* the value is what the program last computed;
                               * CELL_EMPTY if it never did */
};
struct row {
    int number; /* as a person counts in that file, from 1: the
                               * line where the row starts (csv, json lines) or
                               * the row of the sheet. 0: the header that is
                               * made from the keys of json lines */
    int n;      /* cells up to the last one that is not empty */
    const struct cell *cell;
    bool hidden;
    const char *bad; /* NULL, or the code of what is wrong with this
                               * row alone; the rest can still be read */
};

/* Codes travel by name; the words for people are in words/.
 *   file.empty  file.not_a_table  file.not_a_workbook  file.old_excel
 *   file.encrypted  file.truncated  file.damaged  file.too_large
 *   file.too_wide  file.bomb  file.doctype  file.encoding  file.nul
 *   csv.open_quote  csv.long_line  json.not_lines  json.long_line
 *   xlsx.no_sheet  xlsx.order
 * and of one row (row.bad):
 *   csv.stray_quote  json.not_an_object  xlsx.shared_string */
struct table_trouble {
    const char *code; /* NULL when nothing is wrong */
    int row;          /* 0: the file as a whole */
    char detail[64];  /* a part, a limit, a guess; ASCII, may be "" */
};

/* ---- reading ------------------------------------------------------------*/

enum table_form { TABLE_CSV, TABLE_XLSX, TABLE_JSON };

struct table;

/* What the bytes are is read from the bytes; `name` (the file's, may be empty)
 * only settles doubt. The bytes must outlive the table. NULL and *why when it
 * cannot be read. The table lives in `a`; all it gives lives until it is
 * closed, or less. */
struct table *table_open(struct str bytes, struct str name, struct arena *a,
                         struct table_trouble *why);
void table_close(struct table *t); /* also takes NULL */

enum table_form table_form(const struct table *t);
const char *table_encoding(const struct table *t); /* "windows-1256" ... */
char table_delimiter(const struct table *t);       /* of a csv, else 0 */
int table_sheets(const struct table *t);           /* csv and json have one */
struct str table_sheet_name(const struct table *t, int sheet); /* or empty */
bool table_sheet_hidden(const struct table *t, int sheet);

/* Start at the first row of a sheet, also again. False: see table_trouble. */
bool table_rows(struct table *t, int sheet);
/* False at the end of the sheet or after trouble, which sticks. *out and all
 * in it live until the next call. A row that is not in the file but lies
 * between two that are comes with no cells. */
bool table_next(struct table *t, struct row *out);
int table_progress(const struct table *t); /* 0 to 1000, of a sheet */
const struct table_trouble *table_trouble(const struct table *t); /* or NULL */

/* ---- dates as people type them ------------------------------------------*/

enum date_why {
    DATE_FINE,
    DATE_NOT,         /* no date at all */
    DATE_AMBIGUOUS,   /* 03/04/2014: April or March */
    DATE_SHORT_YEAR,  /* no year, or one of two digits */
    DATE_SPAN,        /* a quarter, a fiscal year, two months */
    DATE_NO_SUCH_DAY, /* 31 June */
    DATE_FAR          /* not between 1900 and 2099 */
};
enum date_order { ORDER_UNKNOWN, ORDER_DMY, ORDER_MDY, ORDER_MIXED };

const char *date_why_name(enum date_why w); /* "date.ambiguous"; NULL */
/* ISO; D/M/Y, M/D/Y and Y/M/D with / - . or blanks; month names in English,
 * Urdu and Sindhi; Latin, Urdu and Arabic digits; to the day, month or year.
 * A time after a whole date is left out. False and *why when refused. */
bool guess_date(struct str s, struct date *out, enum date_why *why);
/* The same where somebody has said which order the column is in. */
bool guess_date_as(struct str s, enum date_order order, struct date *out,
                   enum date_why *why);

/* Which order a column is in: let it see every date, then ask. One row proves
 * it, a row that proves the other makes it ORDER_MIXED. To be shown to the
 * person, never taken in silence. */
struct order_seen {
    int dmy, mdy; /* rows that can only be the one */
    int either;   /* rows that need the answer */
};
void guess_order_see(struct order_seen *seen, struct str s);
enum date_order guess_order(const struct order_seen *seen);

/* The month of "Coverage as of Dec 2014", "as on 30th June, 2013", "till
 * March 2011", "up to 31.12.2012": the first that names month and year. */
bool guess_as_of(struct str heading, month *out);

/* ---- numbers as people type them ----------------------------------------*/

struct number {
    int64_t v;    /* times 10^scale; INT_NONE when empty */
    bool empty;   /* "", "-", "nil", "n/a": nothing said */
    bool percent; /* "60.1%" is 60.1 and this */
    bool inexact; /* digits beyond the scale were rounded */
};
enum number_why {
    NUMBER_FINE,
    NUMBER_NOT,
    NUMBER_GROUPING, /* 1,23 or 1234,5: thousands or decimals? */
    NUMBER_FAR       /* beyond +-9.2e18 */
};
const char *number_why_name(enum number_why w); /* "number.grouping"; NULL */
/* "1,234", "12,34,567", "Rs. 5,000/-", "(12)" for -12, Urdu and Arabic
 * digits, 1.5E-3. False and *why when refused. */
bool guess_number(struct str s, int scale, struct number *out,
                  enum number_why *why);

#endif

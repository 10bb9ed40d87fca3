/* book - the network's quarterly workbook, as what it says; private here.
 *
 * Found by its headings, never by names of sheets or positions. Nothing is
 * looked up in a database: who reads it may be checking it. */
#ifndef SAATH_BOOK_H
#define SAATH_BOOK_H

#include "import/import.h"
#include "import/table.h"

enum book_value {
    UC_BASE,
    UC_PREV,
    UC_NOW,
    HH_BASE,
    HH_PREV,
    HH_NOW,
    CO_PREV,
    CO_NOW,
    BOOK_VALUES
};
extern const char *const book_value_name[BOOK_VALUES]; /* "uc_base" ... */
extern const int book_value_scale[BOOK_VALUES];

enum book_nature {
    BOOK_DISTRICT,
    BOOK_PROVINCE,
    BOOK_GRAND,
    BOOK_RSP,
    BOOK_RSP_GRAND,
    BOOK_PROVINCES,
    BOOK_PROVINCES_GRAND
};
struct book_trouble {
    const char *what; /* NULL: none */
    struct str field, said;
};
struct book_row {
    enum book_nature nature;
    int row;
    struct str province;     /* heading it stands under, printed */
    struct str name, folded; /* printed; and by place_fold */
    bool overlapping;
    struct str rsp;             /* empty: no programme here */
    int64_t value[BOOK_VALUES]; /* INT_NONE: blank */
    int64_t serial;             /* first column; INT_NONE */
    struct book_trouble bad;
    const struct str *cell;
    int cells;
};

enum { BOOK_RSPS = 48 };
struct book_line {      /* one indicator, cumulative */
    int row, indicator; /* -1: not known */
    struct str head;    /* "A | B" as printed */
    int scale;          /* of its values; total as well */
    int64_t value[BOOK_RSPS], total;
    struct book_trouble bad;
    const struct str *cell;
    int cells;
};

struct book_indicator {
    struct str code, across, split_of, heads;
    int scale;
};
struct book {
    struct arena *arena;
    struct str file;
    struct hash hash;
    struct str sheet; /* of the district table, or empty */
    month now, prev;  /* MONTH_NONE: no such column */
    struct book_row *row;
    size_t rows, row_room;
    struct str sum_sheet; /* of the cumulative one, or empty */
    month sum_now;
    struct str rsp[BOOK_RSPS];
    int rsps;
    struct book_line *line;
    size_t lines, line_room;
    struct book_indicator *indicator; /* the shipped ones */
    int indicators;
    struct import_note *note;
    size_t notes, note_room;
    int64_t formulas;
};

/* False with *why when it is no such workbook or cannot be read. */
bool book_read(struct import_file file, struct arena *a, struct book *out,
               struct finding *why);
bool book_has(struct str folded, const char *words); /* for tests */

#endif

/* column - what the columns of somebody's sheet mean; private here. */
#ifndef SAATH_IMPORT_COLUMN_H
#define SAATH_IMPORT_COLUMN_H

#include "import/import.h"
#include "import/table.h"

enum column_sort {
    COLUMN_UNKNOWN,
    COLUMN_SKIP,
    COLUMN_ID,
    COLUMN_FIELD,
    COLUMN_CHILD,
    COLUMN_LEVEL,
    COLUMN_WIDE,
    COLUMN_MEMBER /* "answers.q1": of an OBJECT field, one of its keys */
};
struct choice_said { /* another word for a choice, met before */
    char text[40];
    size_t n;
    int32_t at;
};
struct column_is {
    enum column_sort sort;
    const struct field *field; /* FIELD, CHILD; of WIDE the rows */
    const struct field *child; /* CHILD */
    int level;                 /* LEVEL: of a place named beside */
    int indicator;             /* WIDE */
    int zeros;                 /* "million": 6 more */
    bool rounds;               /* digits beyond them */
    struct str heading;
    struct order_seen order;
    struct choice_said said[8];
    size_t saids;
};
struct counted { /* an indicator */
    struct str code, folded[4];
    int scale;
};
struct columns_of {
    const struct kind *kind;
    const struct records_as *as; /* or NULL */
    struct arena *arena;
    struct counted *indicator;
    int indicators;
    struct column_is at[TABLE_CELLS];
    int n;
};

void columns_start(struct columns_of *c, struct db *db, const struct kind *k,
                   struct arena *a);
/* Reads a row as headings; answers how many are understood. */
int columns_match(struct columns_of *c, struct db *db, const struct row *head);
/* Find the heading among the first rows of a sheet and stand behind it. False
 * when no row of them names a field. */
bool columns_find(struct columns_of *c, struct db *db, struct table *t,
                  int sheet, int *head_row);
int columns_indicator(const struct columns_of *c, struct str said);
/* What offices mean by a heading of a register, or by a word for a choice ("what" is
 * then "choice"): a field's or a choice's name. Empty: nobody said so. `folded` by
 * utf8_fold. Rows of data/import/said.csv. */
struct str said_means(struct str what, struct str folded, struct arena *a);
/* The name of the field as people read it. */
struct str field_heading(enum lang lang, const struct field *f,
                         const struct field *child, struct arena *a);
struct str choice_word(enum lang lang, struct str name, struct arena *a);
/* Level of places whose name a heading is ("district"), or -1. */
int level_of_heading(struct str folded, struct arena *a);

#endif

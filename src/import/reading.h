/* reading - a row of any office's sheet while it becomes a record; private to
 * this folder. */
#ifndef SAATH_IMPORT_READING_H
#define SAATH_IMPORT_READING_H

#include "import/column.h"
#include "import/reply.h"
#include "import/run.h"

enum { CALLED = 16, CALLED_ROOM = 100 };
/* What a name means: rows of one place, body or card stand together. */
struct called {
    const char *of;
    int level;
    struct id within, id;
    size_t n;
    char said[CALLED_ROOM];
};

struct pending { /* a record still taking rows */
    bool there;
    char *record;
    struct str head; /* its body without its rows */
    struct run_row row;
    struct id id;             /* the record that is changed */
    struct str queue, source; /* waits for a name */
    struct id within;
    int level;
    struct arena arena;
    size_t room[64]; /* of each ROWS field's list */
};
struct intake {
    const struct import *i;
    const struct kind *k;
    struct run *run;
    struct finder *finder;
    struct import_file file;
    struct columns_of *c;
    struct str sheet;
    struct arena row; /* of one row */
    struct pending p;
    struct import_count *count;
    const struct records_as *as;
    struct called called[CALLED]; /* names looked up, the last ones */
    size_t calls;
    int64_t errors;
    bool headed;            /* some sheet had known headings */
    struct reply_card card; /* of the last rows with answers */
    struct arena card_room;
    bool carded;
};

/* One row while it is being read. */
struct reading {
    struct intake *in;
    const struct row *r;
    struct run_row row;
    char *record;
    struct id within, id;
    bool bad, any_head, any_child;
    bool *bad_at; /* beside the kind's fields; or NULL */
    struct str queue;
    int queue_level;
};

/* The row, or one field of it, is bad. */
void reading_bad(struct reading *d, struct str field, const char *what,
                 struct str said);
/* What a cell says, as long as the row lives; an error counts as nothing, and
 * is bad where it is needed. */
struct str reading_said(struct reading *d, int col, bool need);
/* A number in that scale; false: it was bad. */
bool reading_number(struct reading *d, const struct column_is *c,
                    struct str said, int scale, int64_t *out);
/* The scale of an amount: of the indicator that stands beside it. */
int reading_scale(struct reading *d, const struct field *f, int n,
                  const char *record);
/* One value into its field of `record`. */
void reading_value(struct reading *d, struct column_is *c,
                   const struct field *f, struct str said, int scale,
                   char *record);
/* Places named beside, then the columns of the record's own fields. */
void reading_levels(struct reading *d);
void reading_fields(struct reading *d);

#endif

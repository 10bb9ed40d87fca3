/* run - one import under way: drafts in chunks, and what became of them;
 * private to this folder. */
#ifndef SAATH_IMPORT_RUN_H
#define SAATH_IMPORT_RUN_H

#include "import/import.h"

struct run_row { /* where a fact stood */
    struct str sheet;
    int row;
    const struct str *cell;
    int cells;
};
struct run;

struct run *run_open(const struct import *i, struct import_file file,
                     struct str kind, struct import_count *count);
/* Hands over what is left, writes the run and its rejects into the local
 * tables. False after a fault. */
bool run_close(struct run *r);
bool run_failed(const struct run *r);

/* A fact of a row. `part` tells apart several facts of one row; `body` is
 * JSON. An id that is not none means the record that is to be changed. */
void run_put(struct run *r, const struct run_row *row, const struct kind *k,
             const char *part, struct str body, struct id changes);
/* The row is bad; told at once, counted once a row. */
void run_bad(struct run *r, const struct run_row *row, struct str field,
             const char *what, struct str said);
void run_note(struct run *r, const char *what, struct str sheet, int row,
              struct str text);
/* A fact that was put waits at `within` for a name to be settled. */
void run_queue(struct run *r, struct str said, struct id within, int level,
               struct str source);
/* The body of a fix of that record: it answers the last fix so far. */
struct str fix_body(struct db *db, struct id answers, struct str body,
                    struct str why, struct arena *a);
void run_progress(struct run *r, int64_t done, int64_t of);

#endif

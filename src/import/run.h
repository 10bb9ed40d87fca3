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
 * JSON. An id that is not none means the record that is to be changed. The id
 * of the record it is about. Within a chunk facts go out kind by kind, in the
 * order in which the first of each kind was put: what a row's later fact names
 * stands before it. */
struct id run_put(struct run *r, const struct run_row *row,
                  const struct kind *k, const char *part, struct str body,
                  struct id changes);
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

/* All rows of a file as records of kind `k`, which need not be one that is
 * kept: `put` makes facts of each. */
typedef void records_put(void *self, struct run *run, const struct run_row *row,
                         const void *record);
bool import_records_as(const struct import *i, const struct kind *k,
                       struct import_file file, struct import_count *out,
                       records_put *put, void *self);

#endif

/* run - one import under way: drafts in chunks, and what became of them;
 * private to this folder. */
#ifndef SAATH_IMPORT_RUN_H
#define SAATH_IMPORT_RUN_H

#include "import/import.h"
#include "import/natural.h"

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
/* The same of a filled record, which must live until then. */
struct run_fact {
    const struct kind *kind;
    const char *part; /* constant, or up to 11 bytes; never NULL */
    const void *record;
    struct id changes;
    bool partial;        /* what a row does not say stays as it was */
    const char *follows; /* but this field, when anything changes; or NULL */
    bool fresh; /* what its key lies in is new: only this file can have it */
    bool again; /* this file may have said it before */
    struct marks *among; /* the keys that it may clash with in this file, where
                          * those are few; NULL: all */
};
/* `made`: no record of that key was here. */
struct id run_fact(struct run *r, const struct run_row *row,
                   const struct run_fact *fact, bool *made);
/* What is put from here until this is called again is one (a household with its
 * persons and its score): it goes into one chunk, as long as it is no more than
 * some hundred facts. Split, its figures would be made twice. */
void run_unit(struct run *r);
/* Facts of a chunk go out in the order in which kinds are named here. */
void run_lane(struct run *r, const struct kind *k);
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

/* ---- rows that are not records ------------------------------------------*/

/* `bad`: beside the kind's fields, those whose cell was bad; NULL unless
 * halves are wanted. All of it lives until the function returns. */
typedef void records_put(void *self, struct run *run, const struct run_row *row,
                         const void *record, const bool *bad);
/* Fields that a heading may also name as "NAME.FIELD" or "NAMEs.FIELD", as the
 * lists inside json lines are named; the first one also as NAME alone. */
struct records_group {
    const char *name;
    int from, n;
};
struct records_as {
    const struct kind *kind; /* what a row says; need not be kept anywhere */
    records_put *put;        /* makes facts of each */
    void *self;
    bool halves; /* a row with a bad cell is put as well */
    const struct records_group *group;
    int groups;
    const struct kind *const *lane; /* see run_lane */
    int lanes;
};
bool import_records_as(const struct import *i, const struct records_as *as,
                       struct import_file file, struct import_count *out);

#endif

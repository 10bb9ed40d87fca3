/* natural - by what a row's fact is known: the id of where it stands, and its
 * natural key; and what of both is here already. Private to this folder. */
#ifndef SAATH_IMPORT_NATURAL_H
#define SAATH_IMPORT_NATURAL_H

#include "import/import.h"

/* ---- marks: a set of keys that are hashes -------------------------------*/

/* 64 bits of each are enough, and keep a million in 16 MB. */
struct marks {
    uint64_t *at; /* open addressing; 0 is free */
    size_t n, slots;
};
bool marks_put(struct marks *m, struct id key); /* was it there already */
bool marks_has(const struct marks *m, struct id key);
void marks_clear(struct marks *m); /* empty again; a small one keeps room */
void marks_free(struct marks *m);

/* ---- rows ---------------------------------------------------------------*/

struct natural;
/* Of one file, known by its hash. Borrows both. */
struct natural *natural_open(struct db *db, const struct hash *file);
void natural_close(struct natural *n);

/* A fact of a row: `part` tells apart several of one kind, `fix` the fix of a
 * fact from the fact itself. */
struct stands {
    struct str sheet;
    int row;
    const struct kind *kind;
    const char *part; /* constant, or up to 11 bytes */
    bool fix;
};
/* The id that it has whenever the file comes: facts of one sheet lie side by
 * side, row by row. */
struct id natural_id(struct natural *n, const struct stands *s);
/* Is an entry of that id here? Rows are looked for thousands at a time: what
 * is kept meanwhile is not seen. */
bool natural_there(struct natural *n, const struct stands *s);

/* ---- keys ---------------------------------------------------------------*/

/* Hash of what the record is known by; none without a natural key. */
struct id natural_key(const struct kind *k, const void *record,
                      struct arena *a);
/* The record here with this natural key, or none. */
struct id natural_find(struct natural *n, const struct kind *k,
                       const void *record);
/* The same, as the table stood when its neighbours were last looked for: for a
 * key that this file did not say before. */
struct id natural_near(struct natural *n, const struct kind *k,
                       const void *record, struct id key);

#endif

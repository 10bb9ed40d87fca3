/* twin - persons of the base who may be one: those near somebody new, and all
 * pairs there are.
 *
 * Reads only, so nothing that is written waits for it. What it finds is never
 * kept as a fact; people say what is one, in `merger` entries. */
#ifndef SAATH_REPORT_TWIN_H
#define SAATH_REPORT_TWIN_H

#include "core/core.h"
#include "core/twin.h"
#include "db/db.h"

/* Somebody as names sound: of the base, or about to be kept. */
struct twin_person {
    struct id entry; /* none: not kept yet */
    struct id household, place;
    struct str name[3], father; /* skeletons; of a script more: or empty */
    int64_t sex, father_is;     /* -1: not said */
    struct date born;
    bool marked; /* has a CNIC */
    struct hash mark;
};
/* From what is said of somebody new; the CNIC is left out. */
struct twin_person twin_person_of(struct db *db, const struct kind *person,
                                  const void *record, struct arena *a);
/* False: no such person, or what is sealed of her is not here. */
bool twin_person_read(struct db *db, struct id entry, struct arena *a,
                      struct twin_person *out);
int twin_of(const struct twin_person *x, const struct twin_person *y,
            unsigned *why);

struct twin_near {
    struct id entry, place;
    int score;
    unsigned why;
};
/* Who of the base may be her, best first, at most `most`: those with the same
 * name and father anywhere, those of her village, and those the keeper said
 * have her CNIC (`told`: it was asked). Looks at no more than some thousand. */
struct twin_cnic {
    bool told;
    const struct id *has;
    size_t n;
};
size_t twin_near(struct db *db, const struct twin_person *who,
                 const struct twin_cnic *cnic, struct arena *a,
                 struct twin_near *out, size_t most);

struct twin_pair {
    struct id one, other; /* one < other */
    int score;
    unsigned why;
};
enum { TWINS_MOST = 20000 };
/* All pairs, best first, at most TWINS_MOST; the caller frees *out. Needs about
 * 250 bytes a person. False after a fault. */
bool twins_search(struct db *db, struct twin_pair **out, size_t *n,
                  int64_t *persons);

#endif

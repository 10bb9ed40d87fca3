/* relief - what the pages of disasters and relief share. */
#ifndef SAATH_WEB_RELIEF_H
#define SAATH_WEB_RELIEF_H

#include "core/relief.h"
#include "web/list/within.h"

enum {
    RELIEF_SHOWN = 100,
    RELIEF_FOUND = 20,  /* of a search for a household */
    RELIEF_PART = 2000, /* households of a frozen part, and of a list */
    RELIEF_PARTS = 40,  /* parts of one freeze */
    RELIEF_GIFTS = 500  /* of one household that are looked at */
};
enum phase {
    PHASE_NONE = -1,
    PHASE_WARNING,
    PHASE_RELIEF,
    PHASE_RECOVERY,
    PHASE_NORMAL
};

struct disaster_page {
    const struct kind *kind;
    struct id id, place;
    const void *record;
    const char *title; /* in the reader's language */
    day since, phase_since;
    int phase; /* enum phase */
};
/* The disaster that the path's first star names; NULL when it has answered. */
struct disaster_page *disaster_open(struct rq *rq);
/* "Flood of 2014 · relief since 10 August 2014", with the way back to it. */
void disaster_line(struct rq *rq, const struct disaster_page *d);

/* The household that the path's second star names, within reach; false when it
 * has answered. Who heads it is said where the asker may read names there. */
struct relief_home {
    struct id id, place;
    const char *number, *head; /* head: "" not said, or not to be read */
    bool may;                  /* keep something of it */
};
bool relief_home_open(struct rq *rq, struct id id, struct relief_home *out);
void relief_home_line(struct rq *rq, const struct relief_home *h);

/* What a household was given in this disaster, in whichever of its records, by
 * day and entry, and what of it repeats. `every` of each is as the package says, or our default. */
struct relief_gifts {
    struct relief_gift at[RELIEF_GIFTS + 1];
    size_t n;
};
void relief_gifts_read(struct rq *rq, struct id disaster, struct id household,
                       struct relief_gifts *out);
/* Lines: since when it is on the frozen roster, and what was seen of it last,
 * in whichever of its records. */
void relief_stood(struct rq *rq, const struct disaster_page *d,
                  struct id household);
/* Days until that kind of help may come again; 0: once. */
int64_t relief_every(struct rq *rq, struct id disaster, int32_t what);
/* A card: what was seen of it, what it was given and what it is still to have.
 */
void relief_home_card(struct rq *rq, const struct disaster_page *d,
                      const struct relief_home *h);

#endif

/* homes - the households of one file, by place and number; private here. */
#ifndef SAATH_IMPORT_HOMES_H
#define SAATH_IMPORT_HOMES_H

#include "base/base.h"

struct home {         /* 32 bytes: a million in 64 MB */
    uint64_t mark;    /* of place and number; 0 is free */
    struct id id;     /* none: met for the first time */
    uint32_t persons; /* rows of it so far, good or bad */
};
struct homes {
    struct home *at; /* open addressing */
    size_t n, slots;
};
/* Until the next call. */
struct home *homes_at(struct homes *h, struct id place, struct str number);
void homes_free(struct homes *h);

#endif

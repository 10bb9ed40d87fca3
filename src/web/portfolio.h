/* portfolio - the bodies in somebody's charge on a day, and before. */
#ifndef SAATH_PORTFOLIO_H
#define SAATH_PORTFOLIO_H

#include "web/register.h"

enum { PORTFOLIO_MOST = 3000 };

struct charged {
    struct id body, entry, place;
    int64_t nature, sex;
    day since;
    const char *name, *lies; /* its place */
};
struct portfolio {
    struct charged *at; /* those of that day first */
    size_t n, now;
};

/* Names and places of all of them are read at once. */
struct portfolio portfolio_read(struct rq *rq, struct id staff, day on);
void portfolio_draw(struct rq *rq, const struct portfolio *p, bool now);

#endif

/* chosen - a choice of needs under a budget, as pages draw it. */
#ifndef SAATH_WEB_CHOSEN_H
#define SAATH_WEB_CHOSEN_H

#include "web/need/rank.h"

struct chosen {
    struct portfolio_ask ask;
    struct portfolio_item *item;
    const char **name, **number; /* of each */
    size_t n;
    struct portfolio_choice choice; /* what was found */
};
/* The end, what is taken and the gap that was proven. */
void chosen_tiles(struct rq *rq, const struct chosen *c);
/* What is taken, then what is left out, and why each. */
void chosen_tables(struct rq *rq, const struct chosen *c);

#endif

/* swap - the served side of an exchange, in the keeper's process. */
#ifndef SAATH_SWAP_H
#define SAATH_SWAP_H

#include "log/exchange.h"
#include "sys/site.h"

enum { SWAP_TURNS = 64, SWAP_FIRST = 32 << 10, SWAP_MOST = 1 << 20 };

struct swap_turn {
    struct id id;
    int64_t at; /* clock_ticks */
};
struct swap {
    struct exchange_site us; /* db: the keeper's own connection */
    struct keeper *keeper;
    struct swap_turn turn[SWAP_TURNS];
    size_t turns;
};
/* Its lines go into the keeper's batch, and it reads what stands there. */
void swap_own(struct swap *s, struct db *db);
/* The answer to one message, in the arena: pieces, or "!" and a word's key; to
 * nothing, a turn. Inside a batch. */
struct str swap_answer(struct swap *s, struct str in, struct arena *a);

#endif

/* chance - the same numbers in each run: xorshift64*, seeded. */
#ifndef SAATH_BENCH_CHANCE_H
#define SAATH_BENCH_CHANCE_H

#include <stdint.h>

struct chance {
    uint64_t state;
};
static inline uint64_t chance_next(struct chance *c)
{
    c->state ^= c->state >> 12;
    c->state ^= c->state << 25;
    c->state ^= c->state >> 27;
    return c->state * UINT64_C(0x2545F4914F6CDD1D);
}
static inline long chance_below(struct chance *c, long n)
{
    return (long)(chance_next(c) % (uint64_t)n);
}

#endif

/* works_inside - what the files of the law of schemes share, and nobody else. */
#ifndef SAATH_WORKS_INSIDE_H
#define SAATH_WORKS_INSIDE_H

#include "core/works.h"

#define WHOLE 10000 /* hundredths of a percent */

static inline int64_t counted(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static inline bool by(const struct works_fact *f, day on)
{
    return on == DAY_NONE || (f->on_day != DAY_NONE && f->on_day <= on);
}

static inline bool stands(const struct works_fact *f, int what, day on)
{
    return f->what == what && by(f, on) && f->c != 1;
}

/* The first fact of a sort; NULL when there is none. */
static inline const struct works_fact *first_of(const struct works_fact *f,
                                                size_t n, int what)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == what)
            return &f[i];
    return NULL;
}

static inline bool later_than(day d, day since, day on)
{
    return d != DAY_NONE && (since == DAY_NONE || d >= since) &&
           (on == DAY_NONE || d <= on);
}

static inline day earlier(day a, day b)
{
    return a == DAY_NONE || (b != DAY_NONE && b < a) ? b : a;
}

#endif

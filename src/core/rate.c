/* rate - what scores say: bands, windows, likelihoods, and groups with the
 * interval around them. Whole numbers throughout; the only roots are whole
 * square roots, rounded once. */
#include "core/card.h"

const struct band *band_of(const struct banding *b, int64_t score)
{
    const struct band *at = b->bands.at, *found = NULL;

    for (size_t i = 0; i < b->bands.n && at[i].least <= score; i++)
        found = &at[i];
    return found;
}

bool window_holds(int64_t least, int64_t upto, int64_t score)
{
    if (least != INT_NONE && score < least)
        return false;
    if (upto == INT_NONE)
        return true;
    return upto % POINT == 0 ? score < upto + POINT : score <= upto;
}

int64_t likelihood_of(const struct likelihood *l, int64_t score)
{
    const struct share *at = l->shares.at;
    int64_t rate = INT_NONE;

    for (size_t i = 0; i < l->shares.n && at[i].least <= score; i++)
        rate = at[i].rate;
    return rate;
}

/* ---- groups -------------------------------------------------------------*/

/* a / b to the nearest, half away from nought; b > 0. */
static int64_t nearest(__int128 a, __int128 b)
{
    return (int64_t)(a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b);
}

int64_t group_rate(struct group g)
{
    return g.n < 1 ? INT_NONE : nearest((__int128)g.sum * 10, g.n);
}

int64_t group_change(struct group then, struct group now)
{
    if (then.n < 1 || now.n < 1)
        return INT_NONE;
    return nearest(((__int128)now.sum * then.n - (__int128)then.sum * now.n) *
                       10,
                   (__int128)then.n * now.n);
}

int64_t group_change_share(struct group then, struct group now)
{
    if (then.n < 1 || now.n < 1 || then.sum < 1)
        return INT_NONE;
    return nearest(((__int128)now.sum * then.n - (__int128)then.sum * now.n) *
                       10000,
                   (__int128)then.sum * now.n);
}

/* The greatest r with r*r <= v. */
static uint64_t root(unsigned __int128 v)
{
    unsigned __int128 r = 0, bit = (unsigned __int128)1 << 126;

    while (bit > v)
        bit >>= 2;
    for (; bit; bit >>= 2) {
        if (v >= r + bit) {
            v -= r + bit;
            r = (r >> 1) + bit;
        } else {
            r >>= 1;
        }
    }
    return (uint64_t)r;
}

/* The square root of a/b to the nearest: half of the whole root of 4a/b. */
static int64_t root_nearest(unsigned __int128 a, unsigned __int128 b)
{
    return (int64_t)((root(4 * a / b) + 1) / 2);
}

static bool bounds_good(int64_t rate, int64_t alpha, int64_t z)
{
    return rate >= 0 && rate <= 10000 && alpha > 0 && alpha <= 10000 && z > 0 &&
           z <= 1000;
}

/* p (1-p) alpha^2 z^2 in units of 1e-8 * 1e-6 * 1e-4; at most 2.5e21. */
static unsigned __int128 spread(int64_t rate, int64_t alpha, int64_t z)
{
    return (unsigned __int128)(rate * (10000 - rate)) *
           (unsigned __int128)(alpha * alpha) * (unsigned __int128)(z * z);
}

/* A thousandth of a percent point is 1e-5: the square is 1e-10. */
#define SPREAD_UNIT 100000000 /* 1e-10 / 1e-18 */

int64_t rate_half_width(int64_t rate, int64_t n, int64_t alpha, int64_t z)
{
    if (n < 1 || !bounds_good(rate, alpha, z))
        return INT_NONE;
    return root_nearest(spread(rate, alpha, z),
                        (unsigned __int128)n * SPREAD_UNIT);
}

#define PEOPLE INT64_C(1000000000) /* more households than there are */

int64_t change_half_width(struct group then, struct group now, int64_t alpha,
                          int64_t z)
{
    int64_t p = group_rate(then), q = group_rate(now);

    if (then.n < 1 || now.n < 1 || then.n > PEOPLE || now.n > PEOPLE ||
        !bounds_good(p, alpha, z) || !bounds_good(q, alpha, z))
        return INT_NONE;
    return root_nearest(spread(p, alpha, z) / (unsigned __int128)then.n +
                            spread(q, alpha, z) / (unsigned __int128)now.n,
                        SPREAD_UNIT);
}

int64_t sample_size(int64_t rate, int64_t c, int64_t alpha, int64_t z)
{
    unsigned __int128 per;

    if (c < 1 || c > 100000 || !bounds_good(rate, alpha, z))
        return INT_NONE;
    per = (unsigned __int128)(c * c) * SPREAD_UNIT;
    return (int64_t)((spread(rate, alpha, z) + per - 1) / per);
}

/* ---- targeting ----------------------------------------------------------*/

static int64_t part(int64_t a, int64_t b)
{
    return b < 1 ? INT_NONE : nearest((__int128)a * 1000, b);
}

struct reached target_reach(const struct targeting *t)
{
    int64_t households = t->inclusion + t->leakage;

    return (struct reached){
        .households = households,
        .poor = part(t->inclusion, households),
        .of_poor = part(t->inclusion, t->inclusion + t->undercoverage),
    };
}

const struct targeting *target_of(const struct likelihood *l, int64_t upto)
{
    const struct targeting *at = l->targets.at, *found = NULL;

    for (size_t i = 0; i < l->targets.n && at[i].upto <= upto; i++)
        found = &at[i];
    return found;
}

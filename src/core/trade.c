/* trade - what many gain by buying or selling together. */
#include "core/trade.h"

#include "core/budget.h"

paisa trade_amount(int64_t quantity, paisa price)
{
    return share_even(price, quantity, 100);
}

paisa trade_saving(int32_t nature, int64_t quantity, paisa market, paisa agreed)
{
    paisa at_market = trade_amount(quantity, market);
    paisa at_agreed = trade_amount(quantity, agreed);

    if (at_market == INT_NONE || at_agreed == INT_NONE)
        return INT_NONE;
    return nature == TRADE_SALE ? at_agreed - at_market : at_market - at_agreed;
}

static int64_t part_of(const int64_t *quantity, size_t i)
{
    return quantity[i] == INT_NONE || quantity[i] < 0 ? 0 : quantity[i];
}

/* What is over of a part after its whole paisa; then what it was given of the
 * rest is taken off, so that nobody gets two. */
static int64_t over(paisa sum, const int64_t *quantity, int64_t all, size_t i,
                    paisa has)
{
    __int128 exact = (__int128)sum * part_of(quantity, i);

    return (int64_t)(exact - (__int128)has * all);
}

bool trade_split(paisa sum, const int64_t *quantity, size_t n, paisa *out)
{
    paisa whole = sum < 0 ? -sum : sum, given = 0;
    int64_t all = 0;

    for (size_t i = 0; i < n; i++) {
        out[i] = 0;
        all += part_of(quantity, i);
    }
    if (all == 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        out[i] = (paisa)((__int128)whole * part_of(quantity, i) / all);
        given += out[i];
    }
    for (; given < whole; given++) {
        size_t best = 0;

        for (size_t i = 1; i < n; i++)
            if (over(whole, quantity, all, i, out[i]) >
                over(whole, quantity, all, best, out[best]))
                best = i;
        out[best]++;
    }
    for (size_t i = 0; i < n && sum < 0; i++)
        out[i] = -out[i];
    return true;
}

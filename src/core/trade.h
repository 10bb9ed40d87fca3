/* trade - what many gain by buying or selling together.
 *
 * Quantities are hundredths of a unit (12.5 maunds are 1250), prices are paisa
 * for one unit. Every rounding is of an exact fraction, to the even paisa; what
 * is split comes back to the paisa (finance.md 7, economies of scale). */
#ifndef SAATH_TRADE_H
#define SAATH_TRADE_H

#include "core/core.h"

#define TRADE_CHOICES "purchase|sale"
enum trade { TRADE_PURCHASE, TRADE_SALE };

#define TRADE_QUANTITY INT64_C(1000000000) /* most: ten million units */
#define TRADE_PRICE INT64_C(1000000000)    /* most: ten million rupees each */

/* What so much costs at that price; INT_NONE where either is not said. */
paisa trade_amount(int64_t quantity, paisa price);
/* What they gained: of a purchase what it would have cost at the market less
 * what it did cost, of a sale the other way round. Less than nought: they lost.
 * INT_NONE where anything is not said. */
paisa trade_saving(int32_t nature, int64_t quantity, paisa market,
                   paisa agreed);
/* Splits `sum` by quantities (0 and more; not said is 0) into out[n]: each has
 * its whole paisa, and those over go to the largest remainders, the earlier
 * first. The parts add up to `sum`; all are nought where nobody has a quantity,
 * and then false. `sum` within what trade_saving gives. */
bool trade_split(paisa sum, const int64_t *quantity, size_t n, paisa *out);

#endif

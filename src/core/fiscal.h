/* fiscal - the year of Pakistan's books: twelve months from July on. */
#ifndef SAATH_FISCAL_H
#define SAATH_FISCAL_H

#include "base/base.h"

/* July of the fiscal year in which a month lies. */
month fiscal_july(month m);
/* The same of a day, as a number of years; INT_NONE for DAY_NONE. Days of one
 * fiscal year have the same number. */
int64_t fiscal_year(day d);

#endif

/* fiscal - the year of Pakistan's books: twelve months from July on. */
#include "core/fiscal.h"

enum { JULY = 6 }; /* January is 0 */

month fiscal_july(month m)
{
    month in_year = ((m % 12) + 12) % 12;

    return m - (in_year + 12 - JULY) % 12;
}

int64_t fiscal_year(day d)
{
    /* Julys are 6, 18, 30 ... after 1970: what is left is a whole number. */
    return d == DAY_NONE ?
               INT_NONE :
               (int64_t)(fiscal_july(month_of(d)) - JULY) / 12 + 1970;
}

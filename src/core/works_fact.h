/* works_fact - the columns of a scheme's facts, for the kinds that judge them. */
#ifndef SAATH_WORKS_FACT_H
#define SAATH_WORKS_FACT_H

#include "core/works.h"

static const struct field works_fact_field[] = {
    COUNT(works_fact, what, 0, 0, 0),
    REF(works_fact, entry, NULL, 0),
    DAY(works_fact, on_day, 0),
    COUNT(works_fact, n, 0, 0, 0),
    COUNT(works_fact, choice, 0, 0, 0),
    TEXT(works_fact, code, 60, 0),
    MONEY(works_fact, amount, 0, 0, 0),
    COUNT(works_fact, a, 0, 0, 0),
    COUNT(works_fact, b, 0, 0, 0),
    COUNT(works_fact, c, 0, 0, 0),
    REF(works_fact, one, NULL, 0),
    REF(works_fact, two, NULL, 0),
    REF(works_fact, three, NULL, 0),
    DAY(works_fact, also, 0),
    CHOICE(works_fact, way, WAY_CHOICES, 0),
    REF(works_fact, account, "account", 0),
    REF(works_fact, taker, "person", 0),
};

#endif

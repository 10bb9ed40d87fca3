#include "core/core.h"

struct ledger {
    struct str indicator;
    int32_t nature;
};
static const struct field ledger_field[] = {
    CODE(ledger, indicator, "indicator", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(ledger, nature, "level|flow", FIELD_NEED),
};

struct ledger_view; /* its rule needs no view */
static void ledger_rule(const struct ledger *x, const struct ledger_view *v,
                        struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* An indicator that registers give, once an RSP runs Saath in a district. A
 * level they hold in full, so that what was filed goes when they come; of a
 * flow they know what is new, so that what was filed stays and they add to it.
 * What no ledger names goes on by filings. */
RECORD(ledger, .title = "indicator", .group = "network", .right = RIGHT_ADMIN);

#include "core/core.h"

struct cutover_indicator {
    struct str indicator;
};
static const struct field cutover_indicator_field[] = {
    CODE(cutover_indicator, indicator, "indicator", FIELD_NEED),
};

struct cutover {
    struct id rsp, place;
    month since;
    struct list indicators; /* none: all that registers give */
    struct str why;
};
static const struct field cutover_field[] = {
    REF(cutover, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(cutover, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONTH(cutover, since, FIELD_NEED),
    ROWS(cutover, indicators, cutover_indicator, 100, 0),
    TEXT(cutover, why, 300, 0),
};

struct cutover_view; /* its rule needs no view */
static void cutover_rule(const struct cutover *x, const struct cutover_view *v,
                         struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* An RSP runs Saath from a month on in a district: until then its filings count there, from then its registers. Head office signs by writing it. */
RECORD(cutover, .right = RIGHT_ISSUE, .title = "why", .group = "network");

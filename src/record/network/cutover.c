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
    struct list indicators; /* none: all that registers give; each with its
                               parts: "co" is co.women too */
    struct str why;
};
static const struct field cutover_field[] = {
    REF(cutover, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(cutover, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONTH(cutover, since, FIELD_NEED),
    ROWS(cutover, indicators, cutover_indicator, 100, 0),
    TEXT(cutover, why, 300, 0),
};

struct cutover_view {
    int64_t level; /* of the place; INT_NONE unknown */
};
static const struct field cutover_view_field[] = {
    COUNT(cutover_view, level, 0, 0, 0),
};

#define DISTRICT 3 /* a place's level */

static void cutover_rule(const struct cutover *x, const struct cutover_view *v,
                         struct findings *f)
{
    const struct cutover_indicator *one = x->indicators.at;

    if (v->level != INT_NONE && v->level != DISTRICT)
        tell(f, STOP, "cutover.not_a_district", "place");
    for (size_t i = 0; i < x->indicators.n; i++) {
        struct str whole = one[i].indicator;

        str_cut(&whole, '.');
        if (whole.n)
            tell_row(f, STOP, "cutover.of_a_part", "indicators", i,
                     "indicator");
        for (size_t j = 0; j < i; j++)
            if (str_same(one[i].indicator, one[j].indicator)) {
                tell_row(f, WARN, "cutover.said_twice", "indicators", i,
                         "indicator");
                break;
            }
    }
}

/* An RSP runs Saath in a district from a month on: until then its filings
 * count there, from then its registers. Of several the earliest counts. Head
 * office signs by writing it. */
RECORD(cutover, .view = COLUMNS(cutover_view), .right = RIGHT_ISSUE,
       .dated = "since", .title = "why", .group = "network");

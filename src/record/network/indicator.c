#include "core/core.h"

struct indicator {
    struct str code, name, name_ur, name_sd;
    int32_t unit, nature, across;
    int64_t scale; /* decimals kept in the integer */
    struct str split_of, denominator, source;
    int32_t split;
};
static const struct field indicator_field[] = {
    TEXT(indicator, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(indicator, name, 160, FIELD_NEED),
    TEXT(indicator, name_ur, 250, 0),
    TEXT(indicator, name_sd, 250, 0),
    CHOICE(indicator, unit,
           "places|households|bodies|persons|rupees|schemes|loans|policies"
           "|schools|other",
           FIELD_NEED),
    COUNT(indicator, scale, 0, 8, FIELD_NEED),
    CHOICE(indicator, nature, "stock|flow", FIELD_NEED),
    TEXT(indicator, split_of, 40, 0),
    CHOICE(indicator, split, "women|men|mixed|girls|boys", 0),
    CHOICE(indicator, across, "sum|max|same", FIELD_NEED),
    TEXT(indicator, denominator, 40, 0),
    TEXT(indicator, source, 300, 0),
};

struct indicator_view; /* its rule needs no view */
static void indicator_rule(const struct indicator *i,
                           const struct indicator_view *v, struct findings *f)
{
    (void)v;
    if (i->split_of.n && i->split < 0)
        tell(f, STOP, "indicator.split_unnamed", "split");
    if (i->split_of.n && str_same(i->split_of, i->code))
        tell(f, STOP, "indicator.of_itself", "split_of");
    if (i->unit == 4 && i->scale != 2)
        tell(f, STOP, "indicator.money_in_paisa", "scale");
}

/* Something that is counted: its unit, whether it is a level or a flow, how
 * it is split, and how it adds over organisations that share a place. */
RECORD(indicator, .code = "code", .title = "name", .group = "network",
       .right = RIGHT_ADMIN);

/* hand_limit - for how long somebody may hold others' cash. */
#include "core/books.h"

struct hand_limit {
    struct str code;
    int32_t whose;
    int64_t days;
    paisa least;
    day since, until;
    struct str source;
};
static const struct field hand_limit_field[] = {
    TEXT(hand_limit, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(hand_limit, whose, "body|rsp|both", FIELD_NEED),
    COUNT(hand_limit, days, 0, 366, FIELD_NEED),
    MONEY(hand_limit, least, 0, MONEY_MOST, 0),
    DAY(hand_limit, since, 0),
    DAY(hand_limit, until, 0),
    TEXT(hand_limit, source, 300, 0),
};

struct hand_limit_view; /* its rule needs no view */
static void hand_limit_rule(const struct hand_limit *x,
                            const struct hand_limit_view *v, struct findings *f)
{
    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* After how many days cash that somebody collected for a body, or for an RSP,
 * and did not bring to the bank is asked about; sums below `least` never are.
 * Of those that stand on a day the last one since counts. */
RECORD(hand_limit, .code = "code", .title = "code", .group = "money",
       .right = RIGHT_ADMIN);

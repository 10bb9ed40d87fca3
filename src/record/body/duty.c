/* duty - what a law asks of a registered body every year. */
#include "core/core.h"

struct duty {
    struct str code;
    int32_t regime, what;
    int64_t due_month, due_day, first_after;
    day since, until;
    struct str source;
};
static const struct field duty_field[] = {
    TEXT(duty, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(duty, regime, "companies|societies|welfare|charities|none",
           FIELD_NEED),
    CHOICE(duty, what, "governing_list|annual_return|audit|agm|accounts",
           FIELD_NEED),
    COUNT(duty, due_month, 1, 12, FIELD_NEED),
    COUNT(duty, due_day, 1, 31, FIELD_NEED),
    COUNT(duty, first_after, 0, 60, 0), /* months from the registration */
    DAY(duty, since, 0),
    DAY(duty, until, 0),
    TEXT(duty, source, 300, 0),
};

struct duty_view; /* its rule needs no view */
static void duty_rule(const struct duty *x, const struct duty_view *v,
                      struct findings *f)
{
    static const int8_t days[] = { 31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31 };

    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->due_month != INT_NONE && x->due_month >= 1 && x->due_month <= 12 &&
        x->due_day != INT_NONE && x->due_day > days[x->due_month - 1])
        tell(f, STOP, "duty.no_such_day", "due_day");
}

/* What a law asks of a registered body every year, and by which day. The first
 * time is that day after `first_after` months from its registration. */
RECORD(duty, .code = "code", .title = "code", .group = "body",
       .right = RIGHT_ADMIN);

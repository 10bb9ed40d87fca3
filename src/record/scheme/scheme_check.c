/* scheme_check - does a scheme still work, some months later. */
#include "core/works.h"

struct scheme_check {
    struct id scheme;
    int64_t months;
    day held;
    int32_t works;
    struct id staff;
    struct str found;
    paisa om_balance;
    int64_t users;
};
static const struct field scheme_check_field[] = {
    REF(scheme_check, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(scheme_check, months, 1, 240, FIELD_NEED | FIELD_KEY),
    DAY(scheme_check, held, FIELD_NEED | FIELD_KEY),
    CHOICE(scheme_check, works, WORKS_FUNCTION, FIELD_NEED),
    REF(scheme_check, staff, "staff", 0),
    TEXT(scheme_check, found, 600, 0),
    MONEY(scheme_check, om_balance, 0, MONEY_MOST, 0),
    COUNT(scheme_check, users, 0, 1000000, 0),
};

struct scheme_check_view {
    int64_t today;
    day begun;
};
static const struct field scheme_check_view_field[] = {
    COUNT(scheme_check_view, today, 0, 0, 0),
    DAY(scheme_check_view, begun, 0),
};

static void scheme_check_rule(const struct scheme_check *x,
                              const struct scheme_check_view *v,
                              struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (x->works > 0 && !x->found.n)
        tell(f, WARN, "scheme_check.what_is_wrong", "found");
    if (id_none(x->staff))
        tell(f, WARN, "scheme_step.by_whom", "staff");
}

/* A visit 6, 12, 24 months after hand-over: does the scheme work, what is left in
 * its O&M fund. */
RECORD(scheme_check, .view = COLUMNS(scheme_check_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "found", .group = "scheme");

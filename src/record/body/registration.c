/* registration - under which law a body is registered. */
#include "core/core.h"

#define REGIMES "companies|societies|welfare|charities|none"

struct registration {
    struct id body;
    int32_t regime;
    struct str authority, number;
    day registered, expires;
    int32_t state;
    struct str why;
};
static const struct field registration_field[] = {
    REF(registration, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(registration, regime, REGIMES, FIELD_NEED | FIELD_KEY),
    TEXT(registration, authority, 160, 0),
    TEXT(registration, number, 60, FIELD_KEY),
    DAY(registration, registered, 0),
    DAY(registration, expires, 0),
    CHOICE(registration, state,
           "applied|registered|suspended|cancelled|superseded", FIELD_NEED),
    TEXT(registration, why, 300, 0),
};

struct registration_view {
    int64_t today;
    day formed;
};
static const struct field registration_view_field[] = {
    COUNT(registration_view, today, 0, 0, 0),
    DAY(registration_view, formed, 0),
};

enum { REGIME_NONE = 4 };
enum { STATE_APPLIED, STATE_REGISTERED };

/* Of institutions.md 5.3; with no regime there is a paper of the RSP alone. */
static void registration_rule(const struct registration *x,
                              const struct registration_view *v,
                              struct findings *f)
{
    bool by_law = x->regime >= 0 && x->regime != REGIME_NONE;

    if (v->today != INT_NONE && x->registered != DAY_NONE &&
        x->registered > v->today)
        tell(f, STOP, "date.in_future", "registered");
    if (x->registered != DAY_NONE && x->expires != DAY_NONE &&
        x->expires < x->registered)
        tell(f, STOP, "date.ends_before_start", "expires");
    if (v->formed != DAY_NONE && x->registered != DAY_NONE &&
        x->registered < v->formed)
        tell(f, WARN, "registration.before_formation", "registered");
    if (by_law && x->state == STATE_REGISTERED && x->registered == DAY_NONE)
        tell(f, STOP, "registration.no_day", "registered");
    if (by_law && x->state == STATE_REGISTERED && !x->number.n)
        tell(f, WARN, "registration.no_number", "number");
    if (x->state > STATE_REGISTERED && !x->why.n)
        tell(f, WARN, "registration.no_reason", "why");
}

/* Under which law a body is registered, with whom, by what number, until when.
 * What it must file year by year follows from the law: see duty. */
RECORD(registration, .view = COLUMNS(registration_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "number", .group = "body");

/* survival - somebody went back and counted what is alive. */
#include "core/core.h"

struct survival {
    struct id nrm;
    day held;
    int64_t months, alive;
    int32_t lost_to;
    struct id person, staff;
    struct str note;
};
static const struct field survival_field[] = {
    REF(survival, nrm, "nrm", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(survival, held, FIELD_NEED | FIELD_KEY),
    COUNT(survival, months, 1, 60, FIELD_NEED | FIELD_KEY),
    COUNT(survival, alive, 0, 100000000, FIELD_NEED),
    CHOICE(survival, lost_to, "no_water|grazing|flood|disease|cold|cut|other",
           0),
    REF(survival, person, "person", 0),
    REF(survival, staff, "staff", 0),
    TEXT(survival, note, 600, 0),
};

struct survival_view {
    int64_t today;
    day planted;
    int64_t quantity, counted, first_months, last_months;
};
static const struct field survival_view_field[] = {
    COUNT(survival_view, today, 0, 0, 0),
    DAY(survival_view, planted, 0),
    COUNT(survival_view, quantity, 0, 0, 0),
    COUNT(survival_view, counted, 0, 0, 0),
    COUNT(survival_view, first_months, 0, 0, 0),
    COUNT(survival_view, last_months, 0, 0, 0),
};
enum { MONTHS_ASTRAY = 2 };

/* Is the day about so many months after planting? */
static bool off_time(const struct survival *x, day planted)
{
    int64_t really;

    if (x->held == DAY_NONE || planted == DAY_NONE || x->months == INT_NONE)
        return false;
    really = (int64_t)month_of(x->held) - month_of(planted);
    return really < x->months - MONTHS_ASTRAY ||
           really > x->months + MONTHS_ASTRAY;
}

/* Survivors are never more than what was planted. */
static void survival_rule(const struct survival *x,
                          const struct survival_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->planted != DAY_NONE && x->held != DAY_NONE && x->held < v->planted)
        tell(f, STOP, "survival.before_planting", "held");
    else if (off_time(x, v->planted))
        tell(f, WARN, "survival.off_time", "months");
    if (v->quantity != INT_NONE && x->alive != INT_NONE &&
        x->alive > v->quantity)
        tell_ab(f, STOP, "survival.more_than_planted", "alive", x->alive,
                v->quantity);
    if (v->counted == 0)
        tell(f, WARN, "survival.not_counted", "nrm");
    if (v->counted == 1 && x->months != INT_NONE &&
        x->months != v->first_months && x->months != v->last_months)
        tell_ab(f, WARN, "survival.other_months", "months", v->first_months,
                v->last_months);
    if (v->quantity != INT_NONE && x->alive != INT_NONE &&
        x->alive < v->quantity - v->quantity / 2 && x->lost_to < 0)
        tell(f, WARN, "survival.lost_to_what", "lost_to");
}

/* Three or twelve months after planting, somebody counted what is alive, and
 * says what the rest was lost to. */
RECORD(survival, .view = COLUMNS(survival_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "live");
